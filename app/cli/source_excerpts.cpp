#include "cli/source_excerpts.h"

#include "cli/console.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <cstdint>

namespace downhill::app::cli {

namespace {

constexpr int kWidth = 110;         // characters of a line that are shown
constexpr qint64 kBytes = 16 << 20; // of a file that is looked into

bool continues(char byte) {
    return (static_cast<std::uint8_t>(byte) & 0xC0) == 0x80;
}

} // namespace

QString SourceExcerpts::at(const QString& file, int line, int column) {
    if (file != file_)
        open(file);
    if (line < 1 || line >= static_cast<int>(lineStarts_.size()))
        return {};
    const qsizetype start = lineStarts_[static_cast<std::size_t>(line) - 1];
    qsizetype end = lineStarts_[static_cast<std::size_t>(line)];
    while (end > start && (bytes_[end - 1] == '\n' || bytes_[end - 1] == '\r'))
        --end;

    // As many characters on both sides of the place as could be shown.
    const qsizetype place = std::min(byteAt(line, std::max(column, 1)), end);
    qsizetype first = place;
    for (int i = 0; i < kWidth && first > start; ++i) {
        do {
            --first;
        } while (first > start && continues(bytes_[first]));
    }
    qsizetype last = place;
    for (int i = 0; i < kWidth && last < end; ++i) {
        do {
            ++last;
        } while (last < end && continues(bytes_[last]));
    }
    const QString text = QString::fromUtf8(bytes_.constData() + first, last - first);
    if (text.trimmed().isEmpty())
        return {};
    const std::u32string characters = text.toStdU32String();
    const auto length = static_cast<qsizetype>(characters.size());
    const auto at = QString::fromUtf8(bytes_.constData() + first, place - first).toUcs4().size();
    const qsizetype from = length <= kWidth ? 0 : std::clamp<qsizetype>(at - kWidth / 2, 0, length - kWidth);
    const qsizetype to = std::min<qsizetype>(from + kWidth, length);
    const QString before = from > 0 || first > start ? QStringLiteral("…") : QString();
    const QString after = to < length || last < end ? QStringLiteral("…") : QString();
    const auto part = [&](qsizetype begin, qsizetype stop) {
        return printable(QString::fromUcs4(characters.data() + begin, stop - begin));
    };
    QString excerpt = QStringLiteral("    ") + before + part(from, to) + after + u'\n';
    if (column > 0) {
        QString margin;
        for (const char32_t c : (before + part(from, at)).toStdU32String())
            margin += c == U'\t' ? u'\t' : u' ';
        excerpt += QStringLiteral("    ") + margin + QStringLiteral("^\n");
    }
    return excerpt;
}

void SourceExcerpts::open(const QString& file) {
    file_ = file;
    bytes_.clear();
    lineStarts_.clear();
    line_ = 0;
    QFile source(file);
    // A pipe would keep us waiting.
    if (!QFileInfo(file).isFile() || !source.open(QIODevice::ReadOnly))
        return;
    bytes_ = source.read(kBytes);
    lineStarts_.push_back(0);
    for (qsizetype i = bytes_.indexOf('\n'); i >= 0; i = bytes_.indexOf('\n', i + 1))
        lineStarts_.push_back(i + 1);
    if (lineStarts_.back() < bytes_.size())
        lineStarts_.push_back(bytes_.size());
}

/// Findings come in the order of their places, so that a walk along a long line goes on where it stopped.
qsizetype SourceExcerpts::byteAt(int line, int column) {
    if (line != line_ || column < column_) {
        line_ = line;
        column_ = 1;
        byte_ = lineStarts_[static_cast<std::size_t>(line) - 1];
        if (line == 1 && bytes_.startsWith("\xEF\xBB\xBF"))
            byte_ += 3;
    }
    const qsizetype end = lineStarts_[static_cast<std::size_t>(line)];
    while (column_ < column && byte_ < end) {
        do {
            ++byte_;
        } while (byte_ < end && continues(bytes_[byte_]));
        ++column_;
    }
    return byte_;
}

} // namespace downhill::app::cli
