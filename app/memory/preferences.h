#pragma once

#include "memory/store_thread.h"

#include <QHash>
#include <QObject>
#include <QString>
#include <QStringView>

#include <array>

namespace downhill::app {

/// What was chosen: texts by name, read once and kept at every change, for the student or for everybody at
/// this computer. Until load() has come to its end, and where no file is open, nothing is kept.
class Preferences : public QObject {
    Q_OBJECT

public:
    enum class Of { Student, Computer };

    explicit Preferences(StoreThread& store, QObject* parent = nullptr);

    /// Reads what the present student and the computer have; loaded() follows, also where it failed.
    void load();

    /// `otherwise` where it was never chosen.
    QString text(Of of, QStringView name, const QString& otherwise = {}) const;
    double number(Of of, QStringView name, double otherwise) const;
    bool truth(Of of, QStringView name, bool otherwise) const;
    void set(Of of, QStringView name, const QString& value);
    void set(Of of, QStringView name, double value);
    void set(Of of, QStringView name, bool value);

Q_SIGNALS:
    void loaded();

private:
    using Texts = QHash<QString, QString>;

    Texts& texts(Of of) { return texts_[static_cast<std::size_t>(of)]; }
    const Texts& texts(Of of) const { return texts_[static_cast<std::size_t>(of)]; }

    StoreThread& store_;
    std::array<Texts, 2> texts_{};
    bool kept_ = false;
};

} // namespace downhill::app
