#pragma once

#include <tl/expected.hpp>

#include <string>
#include <utility>

namespace downhill::training {

/// What the training engine can refuse. The application turns a code into a sentence; the engine never does.
enum class ErrorCode {
    FileNotFound,     ///< `where` is the file
    FileNotReadable,  ///< `where` is the file, `detail` the operating system's reason
    FileNotWritable,  ///< `where` is the file, `detail` the operating system's reason
    FileTooLarge,     ///< `where` is the file, `value` its size, `limit` the largest allowed, in bytes
    CsvEmpty,         ///< no row of data
    CsvRagged,        ///< row `line` has `value` fields where the header has `limit`
    CsvNotANumber,    ///< `detail` is the field's text, at `line` and `column` (the number of the field)
    CsvBadQuote,      ///< the quoted field at `line` and `column` is not closed, or text follows its end
    CsvNoSuchColumn,  ///< `detail` is the column that was asked for
    CsvNoFeatures,    ///< the target is the only column
    NotFinite,        ///< `where` names the quantity, or the file, that holds a NaN or an infinity
    OutOfRange,       ///< `where` names the quantity; `value` lies outside [`least`, `limit`]
    EmptyData,        ///< no sample in the training set
    OneClassOnly,     ///< a classification whose samples all carry one label
    ShapeMismatch,    ///< `where` names what does not fit; `value` found, `limit` needed
    LossNeedsLogits,  ///< cross-entropy over an output layer that is not linear
    LossNeedsClasses, ///< cross-entropy on data without class labels
    LabelNotAClass,   ///< `value` is a label that is not an integer from 0 to `limit`
    FormulaSyntax, ///< `where` names the formula, `detail` what stands wrongly at `column`; empty at the end
    FormulaUnknownName, ///< `detail` is the name at `column` that is no variable, constant or function
    FormulaTooLong,     ///< `value` bytes, operations or levels, of which `detail` names the unit; at most
                        ///< `limit`
    IdxNotIdx,          ///< `where` is a file that does not begin as an IDX file of this use does
    IdxTruncated,       ///< `where` is a file of `value` bytes where its head promises `limit`
    IdxMismatch,        ///< `where` is a label file with `value` labels for `limit` images
    GzipDamaged,        ///< `where` is a gzip file that cannot be inflated
    BatchTooSmall, ///< batch norm needs at least two samples in a batch; `value` is the smallest one's size
};

/// A refusal with the place it concerns. Unused fields keep their defaults.
struct Error {
    ErrorCode code{};
    std::string where{}; ///< file, or the name of a quantity as authors write it ("batch_size")
    std::string detail{};
    double value = 0;
    double least = 0;
    double limit = 0;
    long line = 0;   ///< 1-based; 0 where there is none
    long column = 0; ///< 1-based; 0 where there is none

    bool operator==(const Error&) const = default;
};

template <class T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> failure(Error error) {
    return tl::unexpected<Error>(std::move(error));
}

} // namespace downhill::training
