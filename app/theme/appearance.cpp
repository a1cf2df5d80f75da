#include "theme/appearance.h"

#include "theme/icons.h"
#include "theme/style_sheet.h"

#include <QApplication>
#include <QPalette>
#include <QStyleFactory>

#include <algorithm>

namespace downhill::app {
namespace {

constexpr int kPicturePixels = 28; // twice its size on the screen

QPalette paletteOf(const Theme& theme) {
    QPalette palette;
    palette.setColor(QPalette::Window, theme.window);
    palette.setColor(QPalette::Base, theme.surface);
    palette.setColor(QPalette::AlternateBase, theme.sunken);
    palette.setColor(QPalette::Button, theme.surface);
    palette.setColor(QPalette::ToolTipBase, theme.tooltip);
    palette.setColor(QPalette::ToolTipText, theme.text);
    palette.setColor(QPalette::WindowText, theme.text);
    palette.setColor(QPalette::Text, theme.text);
    palette.setColor(QPalette::ButtonText, theme.text);
    palette.setColor(QPalette::PlaceholderText, theme.muted);
    palette.setColor(QPalette::Highlight, theme.accent);
    palette.setColor(QPalette::HighlightedText, theme.onAccent);
    palette.setColor(QPalette::Link, theme.accent);
    palette.setColor(QPalette::LinkVisited, theme.accent);
    palette.setColor(QPalette::Mid, theme.border);
    palette.setColor(QPalette::Dark, theme.borderStrong);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, Theme::mix(theme.surface, theme.muted, 0.6));
    return palette;
}

} // namespace

Appearance::Appearance(QApplication& application, QObject* parent)
    : QObject(parent), application_(application),
      systemIsDark_(QApplication::palette().color(QPalette::Window).lightness() < 128) {
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    apply();
}

void Appearance::setScheme(Scheme scheme) {
    if (scheme == scheme_)
        return;
    scheme_ = scheme;
    apply();
}

void Appearance::setTextScale(double scale) {
    scale = std::clamp(scale, 0.8, 2.0);
    if (scale == theme_.textScale)
        return;
    theme_.textScale = scale;
    apply();
}

void Appearance::apply() {
    const bool dark = scheme_ == Scheme::Dark || (scheme_ == Scheme::System && systemIsDark_);
    theme_ = dark ? Theme::darkTheme(theme_.textScale) : Theme::light(theme_.textScale);
    QApplication::setFont(theme_.control());
    QApplication::setPalette(paletteOf(theme_));
    const auto draw = [&](const QString& icon, const QColor& colour) {
        QString file =
            pictures_.filePath(icon + (dark ? QStringLiteral("-dark.png") : QStringLiteral("-light.png")));
        lineIcon(icon, colour).pixmap(kPicturePixels, kPicturePixels).save(file);
        return file;
    };
    const QString arrow = draw(QStringLiteral("down"), theme_.muted);
    const QString tick = draw(QStringLiteral("check"), theme_.onAccent);
    application_.setStyleSheet(styleSheet(theme_, arrow, tick));
    Q_EMIT changed();
}

} // namespace downhill::app
