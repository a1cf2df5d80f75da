#pragma once

#include "theme/theme.h"

#include <QObject>
#include <QTemporaryDir>

class QApplication;

namespace downhill::app {

/// Which theme is shown. Built once in main() and handed to whatever paints; changed() asks it to paint anew.
class Appearance : public QObject {
    Q_OBJECT

public:
    enum class Scheme { System, Light, Dark };
    Q_ENUM(Scheme)

    explicit Appearance(QApplication& application, QObject* parent = nullptr);

    const Theme& theme() const { return theme_; }
    Scheme scheme() const { return scheme_; }
    double textScale() const { return theme_.textScale; }

    void setScheme(Scheme scheme);
    void setTextScale(double scale); ///< clamped to 0.8 … 2

Q_SIGNALS:
    void changed();

private:
    void apply();

    QApplication& application_;
    Scheme scheme_ = Scheme::System;
    bool systemIsDark_ = false;
    Theme theme_{};
    QTemporaryDir pictures_{}; ///< style sheets take pictures only from files
};

} // namespace downhill::app
