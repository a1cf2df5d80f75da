#pragma once

#include <QByteArray>
#include <QSaveFile>
#include <QString>

#include <cstdint>

namespace downhill::app::cli {

/// A CSV file of the loss of every step: "step,loss", as many digits as bring the loss back exactly, and
/// `nan` for whatever is not finite. The file appears, or replaces an older one, only when finish() succeeds.
class LossCsv {
public:
    explicit LossCsv(const QString& file) : file_(file) {}

    /// Whether the file can be written at all.
    bool open();
    void add(std::int64_t step, double loss);
    bool finish();

    QString name() const { return file_.fileName(); }
    /// The operating system's reason after a failure.
    QString reason() const { return file_.errorString(); }

private:
    void flush();

    QSaveFile file_;
    QByteArray rows_{};
    bool intact_ = true;
};

} // namespace downhill::app::cli
