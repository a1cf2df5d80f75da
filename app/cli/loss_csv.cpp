#include "cli/loss_csv.h"

#include <array>
#include <charconv>
#include <cmath>

namespace downhill::app::cli {

namespace {

constexpr qsizetype kBuffered = 1 << 16; // bytes

} // namespace

bool LossCsv::open() {
    rows_ = QByteArrayLiteral("step,loss\n");
    return file_.open(QIODevice::WriteOnly);
}

void LossCsv::add(std::int64_t step, double loss) {
    // Room for a step, a comma, a loss and the end of the line.
    std::array<char, 64> row{};
    char* const end = row.data() + row.size();
    char* at = std::to_chars(row.data(), end, step).ptr;
    *at++ = ',';
    if (std::isfinite(loss)) {
        at = std::to_chars(at, end, loss).ptr;
    } else {
        for (const char letter : {'n', 'a', 'n'})
            *at++ = letter;
    }
    *at++ = '\n';
    rows_.append(row.data(), at - row.data());
    if (rows_.size() >= kBuffered)
        flush();
}

void LossCsv::flush() {
    intact_ = intact_ && file_.write(rows_) == rows_.size();
    rows_.clear();
}

bool LossCsv::finish() {
    flush();
    if (!intact_) {
        file_.cancelWriting();
        file_.commit();
        return false;
    }
    return file_.commit();
}

} // namespace downhill::app::cli
