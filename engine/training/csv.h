#pragma once

#include "training/error.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace downhill::training {

/// A table of numbers under named columns.
struct CsvTable {
    std::vector<std::string> names{};
    std::vector<double> values{}; ///< row by row, names.size() a row
    std::vector<long> lines{};    ///< where each row begins, 1-based

    std::size_t rows() const { return names.empty() ? 0 : values.size() / names.size(); }
};

/// Reads comma-separated values as RFC 4180 has them: a header line, then rows of finite numbers with a
/// decimal point; quoted fields, CRLF or LF, a UTF-8 byte order mark, blanks around a number and empty lines
/// are allowed. `file` only names the text in errors, whose line is where the row begins and whose column is
/// the number of the field. Errors: CsvEmpty, CsvRagged, CsvNotANumber, CsvBadQuote, NotFinite, OutOfRange
/// (rows, columns).
Result<CsvTable> parseCsv(std::string_view text, const std::string& file);

/// Reads the file at the UTF-8 path `file`. Errors: FileNotFound, FileNotReadable, FileTooLarge, or those of
/// parseCsv().
Result<CsvTable> readCsv(const std::string& file);

} // namespace downhill::training
