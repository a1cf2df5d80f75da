#include "training/csv.h"

#include "training/experiment.h"
#include "training/regular_file.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <fstream>
#include <optional>
#include <system_error>

namespace downhill::training {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

std::string_view withoutBlanks(std::string_view text) {
    constexpr std::string_view kBlanks = " \t";
    const auto first = text.find_first_not_of(kBlanks);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

/// Takes records from a text, one after another.
class CsvRecords {
public:
    CsvRecords(std::string_view text, const std::string& file) : rest_(text), file_(file) {
        if (rest_.starts_with(kByteOrderMark))
            rest_.remove_prefix(kByteOrderMark.size());
    }

    /// The next record that is not an empty line; `count` of the fields hold it. False at the end of the
    /// text.
    Result<bool> next() {
        while (!rest_.empty()) {
            line_ = nextLine_;
            count_ = 0;
            bool more = true;
            while (more) {
                auto taken = takeField();
                if (!taken)
                    return failure(std::move(taken.error()));
                more = *taken;
            }
            if (count_ > 1 || !fields_.front().empty() || quoted_)
                return true;
        }
        return false;
    }

    std::size_t count() const { return count_; }
    const std::string& field(std::size_t index) const { return fields_[index]; }
    long line() const { return line_; }

private:
    /// Reads one field and what ends it; true when a comma did, so that another field follows.
    Result<bool> takeField() {
        if (count_ == fields_.size())
            fields_.emplace_back();
        std::string& field = fields_[count_++];
        field.clear();
        quoted_ = rest_.starts_with('"');
        if (quoted_) {
            if (!takeQuoted(field))
                return failure(badQuote());
        } else {
            const auto end = std::min(rest_.find_first_of(",\r\n"), rest_.size());
            field.assign(rest_.substr(0, end));
            rest_.remove_prefix(end);
        }
        if (rest_.empty())
            return false;
        if (rest_.front() == ',') {
            rest_.remove_prefix(1);
            return true;
        }
        if (rest_.front() != '\r' && rest_.front() != '\n')
            return failure(badQuote());
        rest_.remove_prefix(rest_.starts_with("\r\n") ? 2 : 1);
        ++nextLine_;
        return false;
    }

    /// Reads a field in quotes up to its closing quote; false when there is none.
    bool takeQuoted(std::string& field) {
        rest_.remove_prefix(1);
        for (;;) {
            const auto quote = rest_.find('"');
            if (quote == std::string_view::npos)
                return false;
            for (const char character : rest_.substr(0, quote))
                nextLine_ += character == '\n' ? 1 : 0;
            field.append(rest_.substr(0, quote));
            rest_.remove_prefix(quote + 1);
            if (!rest_.starts_with('"'))
                return true;
            field.push_back('"');
            rest_.remove_prefix(1);
        }
    }

    Error badQuote() const {
        return {.code = ErrorCode::CsvBadQuote,
                .where = file_,
                .line = line_,
                .column = static_cast<long>(count_)};
    }

    std::string_view rest_;
    const std::string& file_;
    std::vector<std::string> fields_{};
    std::size_t count_ = 0;
    bool quoted_ = false;
    long line_ = 1;
    long nextLine_ = 1;
};

/// The number that a field holds; an error without a place when it holds none.
Result<double> numberFrom(const std::string& field) {
    std::string_view text = withoutBlanks(field);
    if (text.size() > 1 && text.front() == '+' && text[1] != '-')
        text.remove_prefix(1);
    double value = 0;
    const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (status != std::errc{} || end != text.data() + text.size())
        return failure({.code = ErrorCode::CsvNotANumber, .detail = field});
    if (!std::isfinite(value))
        return failure({.code = ErrorCode::NotFinite, .detail = field});
    return value;
}

} // namespace

Result<CsvTable> parseCsv(std::string_view text, const std::string& file) {
    CsvRecords records(text, file);
    CsvTable table;
    auto found = records.next();
    if (!found)
        return failure(std::move(found.error()));
    if (!*found)
        return failure({.code = ErrorCode::CsvEmpty, .where = file});

    const std::size_t columns = records.count();
    if (columns > static_cast<std::size_t>(limits::kFeatures) + 1) {
        return failure({.code = ErrorCode::OutOfRange,
                        .where = "dataset.features",
                        .detail = file,
                        .value = static_cast<double>(columns - 1),
                        .least = 1,
                        .limit = static_cast<double>(limits::kFeatures),
                        .line = records.line()});
    }
    for (std::size_t i = 0; i < columns; ++i)
        table.names.emplace_back(withoutBlanks(records.field(i)));

    for (found = records.next(); found && *found; found = records.next()) {
        if (records.count() != columns) {
            return failure({.code = ErrorCode::CsvRagged,
                            .where = file,
                            .value = static_cast<double>(records.count()),
                            .limit = static_cast<double>(columns),
                            .line = records.line()});
        }
        if (table.rows() == static_cast<std::size_t>(limits::kSamples)) {
            return failure({.code = ErrorCode::OutOfRange,
                            .where = "dataset.samples",
                            .detail = file,
                            .value = static_cast<double>(limits::kSamples + 1),
                            .least = 1,
                            .limit = static_cast<double>(limits::kSamples),
                            .line = records.line()});
        }
        for (std::size_t i = 0; i < columns; ++i) {
            auto number = numberFrom(records.field(i));
            if (!number) {
                Error error = std::move(number.error());
                error.where = file;
                error.line = records.line();
                error.column = static_cast<long>(i + 1);
                return failure(std::move(error));
            }
            table.values.push_back(*number);
        }
        table.lines.push_back(records.line());
    }
    if (!found)
        return failure(std::move(found.error()));
    if (table.values.empty())
        return failure({.code = ErrorCode::CsvEmpty, .where = file});
    return table;
}

Result<CsvTable> readCsv(const std::string& file) {
    const auto found = findRegularFile(file, limits::kCsvBytes);
    if (!found)
        return failure(found.error());
    errno = 0;
    std::ifstream stream(found->path, std::ios::binary);
    std::string text(found->size, '\0');
    if (!stream || (!text.empty() && !stream.read(text.data(), static_cast<std::streamsize>(text.size())))) {
        return failure({.code = ErrorCode::FileNotReadable,
                        .where = file,
                        .detail = std::generic_category().message(errno)});
    }
    return parseCsv(text, file);
}

} // namespace downhill::training
