#include "theme/style_sheet.h"

#include <QHash>
#include <QRegularExpression>

namespace downhill::app {
namespace {

// Words in @…@ are replaced by the theme's tokens.
constexpr auto kSheet = R"(
QWidget { color: @text@; }
QMainWindow, QDialog, QWidget[look="window"] { background: @window@; }
QToolTip { background: @tooltip@; color: @text@; border: 1px solid @tooltipBorder@; padding: 6px 8px; }

QFrame[look="card"] { background: @surface@; border: 1px solid @border@; border-radius: 8px; }
QFrame[look="panel"] { background: @surface@; border: none; }
QFrame[look="bar"] { background: @surface@; border: none; border-bottom: 1px solid @border@; }
QFrame[look="footer"] { background: @surface@; border: none; border-top: 1px solid @border@; }
QFrame[look="good"] { background: @goodSoft@; border: none; border-left: 4px solid @good@; border-radius: 4px; }
QFrame[look="bad"] { background: @badSoft@; border: none; border-left: 4px solid @bad@; border-radius: 4px; }
QFrame[look="warning"] { background: @warningSoft@; border: none; border-left: 4px solid @warning@; border-radius: 4px; }
QFrame[look="note"] { background: @accentSoft@; border: none; border-left: 4px solid @accent@; border-radius: 4px; }
QFrame[look="item"] { background: @surface@; border: 1px solid @borderStrong@; border-radius: 8px; }
QFrame[look="item"]:focus { border: 2px solid @accent@; }
QFrame[look="item"]:disabled { border: 1px solid @border@; }
QFrame[look="lifted"] { background: @accentSoft@; border: 2px solid @accent@; border-radius: 8px; }
QFrame[look="rail"] { background: @surface@; border: none; border-right: 1px solid @border@; }
QToolButton[look="rail"] { border-radius: 8px; padding: 8px 4px; font-size: @12@px; color: @muted@; }
QToolButton[look="rail"]:checked { background: @accentSoft@; color: @accent@; font-weight: 600; }
QToolButton[look="rail"]:focus { border: 2px solid @accent@; padding: 7px 3px; }
QToolButton[look="segment"] { border: 1px solid @borderStrong@; padding: 6px 14px; font-size: @14@px; }
QToolButton[look="segment"]:checked { background: @accentSoft@; border-color: @accent@; color: @accent@; font-weight: 600; }
QToolButton[look="segment"]:focus { border: 2px solid @accent@; padding: 5px 13px; }
QLabel[look="key"] { background: @sunken@; border: 1px solid @border@; border-radius: 4px; padding: 2px 7px;
              font-size: @12@px; }
QListView[look="plain"] { background: transparent; border: none; outline: none; font-size: @14@px; }
QListView[look="plain"]::item { padding: 8px 10px; border-radius: 6px; color: @text@; }
QListView[look="plain"]::item:hover { background: @hover@; }
QListView[look="plain"]::item:selected { background: @accentSoft@; color: @text@; }
QFrame[look="hairline"] { background: @border@; border: none; }

QLabel { background: transparent; border: none; }
QLabel[look="title"] { font-size: @26@px; font-weight: 700; }
QLabel[look="heading"] { font-size: @18@px; font-weight: 600; }
QLabel[look="muted"] { color: @muted@; }
QLabel[look="caption"] { color: @muted@; font-size: @12@px; }
QLabel[look="value"] { font-size: @14@px; font-weight: 600; }

QPushButton { background: @surface@; border: 1px solid @border@; border-radius: 8px; padding: 7px 16px;
              font-size: @14@px; }
QPushButton:hover { background: @hover@; }
QPushButton:pressed { background: @sunken@; }
QPushButton:focus { border: 2px solid @accent@; padding: 6px 15px; }
QPushButton:disabled { color: @faint@; }
QPushButton[look="primary"] { background: @accent@; color: @onAccent@; border: 1px solid @accent@; font-weight: 600; }
QPushButton[look="primary"]:hover { background: @accentHover@; border-color: @accentHover@; }
QPushButton[look="primary"]:focus { border: 2px solid @text@; }
QPushButton[look="primary"]:disabled { background: @sunken@; color: @faint@; border-color: @border@; }
QPushButton[look="compact"] { padding: 6px 8px; }
QPushButton[look="compact"]:focus { padding: 5px 7px; }
QPushButton[look="quiet"] { background: transparent; border-color: transparent; color: @accent@; }
QPushButton[look="quiet"]:hover { background: @hover@; }
QPushButton[look="quiet"]:focus { border: 2px solid @accent@; }

QToolButton { background: transparent; border: 1px solid transparent; border-radius: 8px; padding: 5px;
              font-size: @13@px; }
QToolButton:hover { background: @hover@; }
QToolButton:pressed { background: @sunken@; }
QToolButton:focus { border: 2px solid @accent@; padding: 4px; }
QToolButton:checked { background: @accentSoft@; }
QToolButton:disabled { color: @faint@; }
QToolButton[look="primary"] { background: @accent@; color: @onAccent@; }
QToolButton[look="primary"]:hover { background: @accentHover@; }
QToolButton[look="primary"]:focus { border: 2px solid @text@; }
QToolButton[look="chip"] { padding: 3px 8px; color: @text@; background: transparent; }
QToolButton[look="chip"]:hover { background: @hover@; }
QToolButton[look="chip"]:focus { border: 1px solid @accent@; }
QToolButton[look="chip"]:!checked { color: @muted@; }
QToolButton[look="chip"]:disabled { color: @text@; }
QToolButton::menu-indicator { image: none; }

QLineEdit, QDoubleSpinBox, QSpinBox, QComboBox { background: @surface@; border: 1px solid @borderStrong@;
              border-radius: 8px; padding: 6px 10px; font-size: @14@px; selection-background-color: @accent@;
              selection-color: @onAccent@; }
QLineEdit:focus, QDoubleSpinBox:focus, QSpinBox:focus, QComboBox:focus { border: 2px solid @accent@; padding: 5px 9px; }
QComboBox::drop-down { border: none; width: 24px; }
QComboBox::down-arrow { image: url(@arrow@); width: 14px; height: 14px; }
QComboBox QAbstractItemView { background: @surface@; border: 1px solid @border@; padding: 4px; outline: none; }
QLineEdit[look^="gap"], QComboBox[look^="gap"] { padding: 1px 6px; border-radius: 6px; }
QLineEdit[look^="gap"]:focus, QComboBox[look^="gap"]:focus { padding: 0 5px; }
QLineEdit[look="gap-good"], QComboBox[look="gap-good"] { background: @goodSoft@; border-color: @good@; }
QLineEdit[look="gap-bad"], QComboBox[look="gap-bad"] { background: @badSoft@; border-color: @bad@; }
QLineEdit:disabled { background: @sunken@; color: @muted@; }

QCheckBox { spacing: 8px; }
QCheckBox::indicator { width: @16@px; height: @16@px; background: @surface@; border: 1px solid @borderStrong@;
              border-radius: 4px; }
QCheckBox::indicator:hover { border-color: @accent@; }
QCheckBox::indicator:focus { border: 2px solid @accent@; width: @14@px; height: @14@px; }
QCheckBox::indicator:checked { background: @accent@; border-color: @accent@; image: url(@tick@); }
QCheckBox::indicator:checked:focus { border-color: @text@; }
QCheckBox::indicator:disabled { background: @sunken@; border-color: @border@; }

QTabBar { background: transparent; font-size: @14@px; }
QTabBar::tab { background: transparent; color: @muted@; border: none; border-bottom: 2px solid transparent;
              padding: 5px 10px; margin-right: 4px; }
QTabBar::tab:hover { color: @text@; }
QTabBar::tab:selected { color: @accent@; border-bottom: 2px solid @accent@; font-weight: 600; }
QTabBar::tab:selected:focus { background: @accentSoft@; border-radius: 4px; }

QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar::handle:vertical { background: @scroll@; border-radius: 4px; min-height: 32px; margin: 2px; }
QScrollBar::handle:vertical:hover { background: @borderStrong@; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle:horizontal { background: @scroll@; border-radius: 4px; min-width: 32px; margin: 2px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QTableView { background: @surface@; border: 1px solid transparent; outline: none;
              selection-background-color: @accentSoft@; selection-color: @text@; }
QTableView:focus { border: 1px solid @accent@; }
QHeaderView { background: @surface@; }
QHeaderView::section { background: @surface@; color: @muted@; border: none; border-bottom: 1px solid @border@;
              padding: 4px 8px; font-size: @12@px; }

QSplitter::handle { background: @border@; }
QSplitter::handle:hover { background: @accent@; }
QProgressBar { background: @groove@; border: none; border-radius: 2px; max-height: 4px; }
QProgressBar::chunk { background: @accent@; border-radius: 2px; }

QMenu { background: @surface@; border: 1px solid @border@; padding: 6px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 6px; }
QMenu::item:selected { background: @accentSoft@; color: @text@; }
QMenu::separator { height: 1px; background: @border@; margin: 6px 4px; }
QMenuBar { background: @surface@; border-bottom: 1px solid @border@; padding: 2px 8px; font-size: @13@px; }
QMenuBar::item { background: transparent; padding: 4px 10px; border-radius: 6px; }
QMenuBar::item:selected { background: @hover@; }
)";

} // namespace

QString styleSheet(const Theme& theme, const QString& arrow, const QString& tick) {
    const QHash<QString, QColor> colors{
        {QStringLiteral("window"), theme.window},
        {QStringLiteral("surface"), theme.surface},
        {QStringLiteral("sunken"), theme.sunken},
        {QStringLiteral("border"), theme.border},
        {QStringLiteral("borderStrong"), theme.borderStrong},
        {QStringLiteral("text"), theme.text},
        {QStringLiteral("muted"), theme.muted},
        {QStringLiteral("faint"), Theme::mix(theme.surface, theme.muted, 0.6)},
        {QStringLiteral("accent"), theme.accent},
        {QStringLiteral("accentHover"), theme.accentHover},
        {QStringLiteral("onAccent"), theme.onAccent},
        {QStringLiteral("accentSoft"), theme.accentSoft},
        {QStringLiteral("hover"), theme.hover},
        {QStringLiteral("good"), theme.good},
        {QStringLiteral("goodSoft"), theme.goodSoft},
        {QStringLiteral("warning"), theme.warning},
        {QStringLiteral("warningSoft"), theme.warningSoft},
        {QStringLiteral("bad"), theme.bad},
        {QStringLiteral("badSoft"), theme.badSoft},
        {QStringLiteral("tooltip"), theme.tooltip},
        {QStringLiteral("tooltipBorder"), theme.tooltipBorder},
        {QStringLiteral("groove"), Theme::mix(theme.border, theme.borderStrong, 0.3)},
        {QStringLiteral("scroll"), Theme::mix(theme.surface, theme.borderStrong, 0.5)},
    };
    static const QRegularExpression token(QStringLiteral("@(\\w+)@"));
    const QString sheet = QString::fromLatin1(kSheet);
    QString out;
    qsizetype end = 0;
    for (auto match = token.globalMatch(sheet); match.hasNext();) {
        const QRegularExpressionMatch m = match.next();
        out += QStringView(sheet).mid(end, m.capturedStart() - end);
        end = m.capturedEnd();
        if (m.captured(1) == QStringLiteral("arrow") || m.captured(1) == QStringLiteral("tick")) {
            out += m.captured(1) == QStringLiteral("arrow") ? arrow : tick;
            continue;
        }
        bool isSize = false;
        const int pixels = m.captured(1).toInt(&isSize);
        if (isSize) {
            out += QString::number(qRound(pixels * theme.textScale));
        } else {
            Q_ASSERT(colors.contains(m.captured(1)));
            out += colors.value(m.captured(1)).name();
        }
    }
    return out + sheet.mid(end);
}

} // namespace downhill::app
