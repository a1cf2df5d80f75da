#pragma once

#include <QByteArray>
#include <QString>

#include <vector>

namespace downhill::app::cli {

/// Shows places in files: the line, and a caret below the column. Keeps the file it looked into last, so that
/// many findings about one file cost one reading.
class SourceExcerpts {
public:
    /// `column` counts characters from 1; 0 leaves the caret out. A long line is cut around the column. Empty
    /// where there is no such line or it is blank.
    QString at(const QString& file, int line, int column);

private:
    void open(const QString& file);
    qsizetype byteAt(int line, int column);

    QString file_{};
    QByteArray bytes_{};
    std::vector<qsizetype> lineStarts_{};
    int line_ = 0; ///< where byteAt() was last, and how far
    int column_ = 1;
    qsizetype byte_ = 0;
};

} // namespace downhill::app::cli
