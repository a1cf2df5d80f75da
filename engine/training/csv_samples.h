#pragma once

#include "training/dataset.h"
#include "training/error.h"
#include "training/experiment.h"

namespace downhill::training {

/// Reads the file of a dataset of the kind Csv; all columns but the target are features, in the file's order.
/// A target that ends in `*` and is no column's own name stands for the columns that begin with what comes
/// before the star: a one-hot encoding, whose first column is class 0. Otherwise the target's column holds
/// class labels where `loss` is about classes.
/// Errors: those of readCsv(), CsvNoSuchColumn, CsvNoFeatures, OutOfRange (classes), LabelNotAClass with its
/// line. About a one-hot row LabelNotAClass has the target as its `detail`, and `value` is an entry that is
/// neither 0 nor 1 (with its column), or else how many of the entries are 1.
Result<Dataset<double>> readCsvSamples(const DatasetSpec& spec, Loss loss);

} // namespace downhill::training
