#include "training/csv_samples.h"

#include "training/csv.h"
#include "training/labels.h"

#include <algorithm>
#include <string_view>

namespace downhill::training {

namespace {

using Eigen::Index;

/// Which columns of a table are the target; the others are features.
struct Columns {
    std::vector<Index> target{};
    std::vector<Index> features{};
    bool oneHot = false;
};

Result<Columns> columnsOf(const CsvTable& table, const DatasetSpec& spec) {
    Columns columns;
    const auto own = std::find(table.names.begin(), table.names.end(), spec.target);
    const bool star = own == table.names.end() && spec.target.ends_with('*');
    const std::string_view prefix =
        std::string_view(spec.target).substr(0, spec.target.size() - (star ? 1 : 0));
    for (std::size_t i = 0; i < table.names.size(); ++i) {
        const bool first =
            own != table.names.end() && static_cast<std::size_t>(own - table.names.begin()) == i;
        const bool isTarget = star ? table.names[i].starts_with(prefix) : first;
        (isTarget ? columns.target : columns.features).push_back(static_cast<Index>(i));
    }
    if (columns.target.empty())
        return failure({.code = ErrorCode::CsvNoSuchColumn, .where = spec.csvFile, .detail = spec.target});
    if (columns.features.empty())
        return failure({.code = ErrorCode::CsvNoFeatures, .where = spec.csvFile});
    columns.oneHot = star;
    return columns;
}

/// The label of each row whose one-hot entries are `entries`, shape = [classes, rows].
Result<Eigen::MatrixXd> labelsFrom(const Eigen::MatrixXd& entries, const CsvTable& table,
                                   const Columns& columns, const DatasetSpec& spec) {
    const auto refuse = [&](double value, Index row, Index column) {
        return failure({.code = ErrorCode::LabelNotAClass,
                        .where = spec.csvFile,
                        .detail = spec.target,
                        .value = value,
                        .limit = 1,
                        .line = table.lines[static_cast<std::size_t>(row)],
                        .column = static_cast<long>(column)});
    };
    Eigen::MatrixXd labels(1, entries.cols());
    for (Index row = 0; row < entries.cols(); ++row) {
        Index ones = 0;
        for (Index i = 0; i < entries.rows(); ++i) {
            const double entry = entries(i, row);
            if (entry != 0 && entry != 1)
                return refuse(entry, row, columns.target[static_cast<std::size_t>(i)] + 1);
            if (entry == 1) {
                labels(0, row) = static_cast<double>(i);
                ++ones;
            }
        }
        if (ones != 1)
            return refuse(static_cast<double>(ones), row, 0);
    }
    return labels;
}

/// Takes the entries of the target's columns for what they are.
Result<void> setTargets(Dataset<double>& data, const Eigen::MatrixXd& entries, const CsvTable& table,
                        const Columns& columns, const DatasetSpec& spec, Loss loss) {
    if (columns.oneHot) {
        if (entries.rows() > limits::kClasses) {
            return failure({.code = ErrorCode::OutOfRange,
                            .where = "dataset.classes",
                            .detail = spec.csvFile,
                            .value = static_cast<double>(entries.rows()),
                            .least = 2,
                            .limit = static_cast<double>(limits::kClasses)});
        }
        auto labels = labelsFrom(entries, table, columns, spec);
        if (!labels)
            return failure(std::move(labels.error()));
        data.targets = *std::move(labels);
        setClasses(data, std::max(2, static_cast<int>(entries.rows())));
        return {};
    }
    data.targets = entries;
    if (!isAboutClasses(loss))
        return {};
    if (const auto wrong = firstNotAClass(data.targets, greatestLabel(loss))) {
        return failure({.code = ErrorCode::LabelNotAClass,
                        .where = spec.csvFile,
                        .value = data.targets(0, *wrong),
                        .limit = greatestLabel(loss),
                        .line = table.lines[static_cast<std::size_t>(*wrong)],
                        .column = static_cast<long>(columns.target.front() + 1)});
    }
    setClasses(data, std::max(2, static_cast<int>(data.targets.maxCoeff()) + 1));
    return {};
}

} // namespace

Result<Dataset<double>> readCsvSamples(const DatasetSpec& spec, Loss loss) {
    const auto table = readCsv(spec.csvFile);
    if (!table)
        return failure(table.error());
    const auto columns = columnsOf(*table, spec);
    if (!columns)
        return failure(columns.error());
    const Eigen::Map<const Eigen::MatrixXd> values(
        table->values.data(), static_cast<Index>(table->names.size()), static_cast<Index>(table->rows()));
    Dataset<double> data;
    data.features = values(columns->features, Eigen::all);
    for (const Index column : columns->features)
        data.featureNames.push_back(table->names[static_cast<std::size_t>(column)]);
    if (auto found = setTargets(data, values(columns->target, Eigen::all), *table, *columns, spec, loss);
        !found)
        return failure(std::move(found.error()));
    return data;
}

} // namespace downhill::training
