#include "theme/theme.h"

#include <QtMath>

namespace downhill::app {

using namespace Qt::StringLiterals;

Theme Theme::light(double textScale) {
    Theme t;
    t.dark = false;
    t.window = QColor(0xf5f6f8);
    t.surface = QColor(0xffffff);
    t.sunken = QColor(0xf0f2f5);
    t.border = QColor(0xdfe3e9);
    t.borderStrong = QColor(0x868f9c);
    t.text = QColor(0x1b2430);
    t.muted = QColor(0x5b6675);
    t.accent = QColor(0x2457d6);
    t.accentHover = QColor(0x1c48b8);
    t.onAccent = QColor(0xffffff);
    t.accentSoft = QColor(0xe8eefc);
    t.hover = QColor(0xeceff3);
    t.good = QColor(0x0f7a4d);
    t.goodSoft = QColor(0xe6f5ee);
    t.warning = QColor(0x9a6200);
    t.warningSoft = QColor(0xfff4df);
    t.bad = QColor(0xb3261e);
    t.badSoft = QColor(0xfdecea);
    t.pictureCard = QColor(0xffffff);
    t.plot = QColor(0xffffff);
    t.grid = QColor(0xe4e8ee);
    t.minorGrid = QColor(0xf1f3f6);
    t.axis = QColor(0xb6bfca);
    t.tooltip = QColor(0xffffff);
    t.tooltipBorder = QColor(0xd5dbe3);
    t.series = {QColor(0x0072b2), QColor(0xd55e00), QColor(0x009e73),
                QColor(0x882255), QColor(0xb07d00), QColor(0x3a9ad9)};
    t.heatLow = QColor(0x8fc2e8);
    t.heatMiddle = QColor(0xfafbfc);
    t.heatHigh = QColor(0xf7be8c);
    t.boundary = QColor(0x1b2430);
    t.terrainLow = QColor(0xf4f6fa);
    t.terrainHigh = QColor(0xb3c1d8);
    t.contour = QColor(0x94a1b6);
    t.codeKeyword = QColor(0x8a2be2);
    t.codeString = QColor(0x1a7f37);
    t.codeComment = QColor(0x677180);
    t.codeNumber = QColor(0xa85300);
    t.codeBuiltin = QColor(0x0b6fb8);
    t.codeFunction = QColor(0x2457d6);
    t.codeClass = QColor(0xa0490b);
    t.codeDecorator = QColor(0xb0127a);
    t.textScale = textScale;
    return t;
}

Theme Theme::darkTheme(double textScale) {
    Theme t;
    t.dark = true;
    t.window = QColor(0x0f1318);
    t.surface = QColor(0x161b22);
    t.sunken = QColor(0x1e252e);
    t.border = QColor(0x2a323d);
    t.borderStrong = QColor(0x6f7c8e);
    t.text = QColor(0xe6ebf2);
    t.muted = QColor(0x9aa6b6);
    t.accent = QColor(0x7aa2ff);
    t.accentHover = QColor(0x9ab8ff);
    t.onAccent = QColor(0x0d1524);
    t.accentSoft = QColor(0x1c2943);
    t.hover = QColor(0x222a34);
    t.good = QColor(0x5fd0a0);
    t.goodSoft = QColor(0x14291f);
    t.warning = QColor(0xe6b04a);
    t.warningSoft = QColor(0x2e2410);
    t.bad = QColor(0xff8a80);
    t.badSoft = QColor(0x351c1c);
    t.pictureCard = QColor(0xe9edf2);
    t.plot = QColor(0x161b22);
    t.grid = QColor(0x272e38);
    t.minorGrid = QColor(0x1d232b);
    t.axis = QColor(0x465060);
    t.tooltip = QColor(0x1d242d);
    t.tooltipBorder = QColor(0x38424f);
    t.series = {QColor(0x56b4e9), QColor(0xff8f3c), QColor(0x8ef0cf),
                QColor(0xd65cb8), QColor(0xf0c84a), QColor(0x9ad0ff)};
    t.heatLow = QColor(0x1c5886);
    t.heatMiddle = QColor(0x1a1f27);
    t.heatHigh = QColor(0x9e5616);
    t.boundary = QColor(0xf2f5f9);
    t.terrainLow = QColor(0x1a1f28);
    t.terrainHigh = QColor(0x465a78);
    t.contour = QColor(0x5c6a80);
    t.codeKeyword = QColor(0xc792ea);
    t.codeString = QColor(0xa5d6a7);
    t.codeComment = QColor(0x8793a5);
    t.codeNumber = QColor(0xf0a875);
    t.codeBuiltin = QColor(0x7fd1ff);
    t.codeFunction = QColor(0x82aaff);
    t.codeClass = QColor(0xffcb6b);
    t.codeDecorator = QColor(0xff8fc7);
    t.textScale = textScale;
    return t;
}

QFont Theme::font(double pixels, QFont::Weight weight) const {
    QFont font;
    font.setFamilies({u"Inter"_s, u"Noto Sans"_s, u"DejaVu Sans"_s});
    font.setStyleHint(QFont::SansSerif);
    font.setPixelSize(qRound(pixels * textScale));
    font.setWeight(weight);
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

QFont Theme::code() const {
    QFont font;
    font.setFamilies({u"JetBrains Mono"_s, u"DejaVu Sans Mono"_s, u"monospace"_s});
    font.setStyleHint(QFont::Monospace);
    font.setPixelSize(qRound(14 * textScale));
    font.setHintingPreference(QFont::PreferNoHinting);
    font.setStyleStrategy(QFont::PreferNoShaping); // "==" is two signs, not one: learners type what they see
    return font;
}

QColor Theme::mix(const QColor& from, const QColor& to, double share) {
    const auto blend = [share](float a, float b) { return a + static_cast<float>(share) * (b - a); };
    return QColor::fromRgbF(blend(from.redF(), to.redF()), blend(from.greenF(), to.greenF()),
                            blend(from.blueF(), to.blueF()));
}

} // namespace downhill::app
