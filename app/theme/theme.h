#pragma once

#include <QColor>
#include <QFont>
#include <QList>
#include <QString>

namespace downhill::app {

/// Distances of the layout, in pixels. Nothing is spaced by other numbers.
namespace space {
inline constexpr int kXs = 4;
inline constexpr int kS = 8;
inline constexpr int kM = 12;
inline constexpr int kL = 16;
inline constexpr int kXl = 24;
inline constexpr int kXxl = 32;
inline constexpr int kRadius = 8;
} // namespace space

/// Every colour and font of the application, once for light and once for dark. No colour is written anywhere
/// else.
struct Theme {
    bool dark = false;

    QColor window{};       ///< behind everything
    QColor surface{};      ///< cards, panels, the lesson's page
    QColor sunken{};       ///< fields, slider grooves, code
    QColor border{};       ///< hairlines
    QColor borderStrong{}; ///< outlines of controls; 3:1 against the surface
    QColor text{};
    QColor muted{}; ///< secondary text; 4.5:1 against the surface
    QColor accent{};
    QColor accentHover{};
    QColor onAccent{};   ///< text on the accent
    QColor accentSoft{}; ///< selected rows
    QColor hover{};      ///< under the pointer
    QColor good{}, goodSoft{};
    QColor warning{}, warningSoft{};
    QColor bad{}, badSoft{};

    QColor pictureCard{}; ///< behind the pictures of lessons, which are mostly drawn for paper
    QColor plot{}, grid{}, minorGrid{}, axis{};
    QColor tooltip{}, tooltipBorder{};
    QList<QColor> series{}; ///< distinct under simulated colour-blindness; the first four are safest
    QColor heatLow{}, heatMiddle{}, heatHigh{};    ///< class 0, undecided, class 1
    QColor boundary{};                             ///< the line where the classes meet
    QColor terrainLow{}, terrainHigh{}, contour{}; ///< a loss over two weights, and its lines of equal height

    QColor codeKeyword{}, codeString{}, codeComment{}, codeNumber{}, codeBuiltin{}, codeFunction{},
        codeClass{}, codeDecorator{};

    double textScale = 1; ///< the student's choice, 0.8 to 2

    static Theme light(double textScale = 1);
    static Theme darkTheme(double textScale = 1);

    /// Fonts, by what they are for. Sizes are in pixels before scaling.
    QFont body() const { return font(16); }
    QFont control() const { return font(14); }
    QFont small() const { return font(13); }
    QFont caption() const { return font(12); }
    QFont heading() const { return font(18, QFont::DemiBold); }
    QFont title() const { return font(26, QFont::Bold); }
    QFont code() const;
    QFont font(double pixels, QFont::Weight weight = QFont::Normal) const;

    /// A colour `share` of the way from `from` to `to`.
    static QColor mix(const QColor& from, const QColor& to, double share);
};

} // namespace downhill::app
