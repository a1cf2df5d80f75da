#pragma once

#include "theme/theme.h"

#include <QString>
#include <QWidget>

namespace downhill::app {

class Appearance;

/// A line icon beside a text, in a colour of the theme and as large as the text is. Without an icon it keeps
/// its room.
class IconMark : public QWidget {
    Q_OBJECT

public:
    /// A square of `pixels` where the text has its usual size.
    IconMark(Appearance& appearance, int pixels, QWidget* parent);

    void setIcon(const QString& name, QColor Theme::*ink);
    void clear();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void fit();

    Appearance& appearance_;
    int pixels_;
    QString name_{};
    QColor Theme::*ink_ = nullptr;
};

} // namespace downhill::app
