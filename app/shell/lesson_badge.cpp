#include "shell/lesson_badge.h"

#include "theme/icons.h"
#include "theme/theme.h"

#include <QLocale>
#include <QPainter>

namespace downhill::app {
namespace {

constexpr double kUsual = 40; ///< px across, for which the sizes within are given

} // namespace

void paintLessonBadge(QPainter& painter, const QRectF& badge, int number, const lesson::Standing& standing,
                      const Theme& theme) {
    const lesson::Mastery& mastery = standing.mastery;
    const double scale = badge.width() / kUsual;
    const bool reached = mastery.opensNext();
    const QRectF ring = badge.adjusted(2 * scale, 2 * scale, -2 * scale, -2 * scale);
    const double width = qMax(2.0, 3 * scale);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(mastery.passedTest && mastery.share() <= 0 ? theme.good : theme.border, width));
    painter.drawEllipse(ring);
    if (mastery.share() > 0) {
        painter.setPen(QPen(reached ? theme.good : theme.accent, width, Qt::SolidLine, Qt::RoundCap));
        painter.drawArc(ring, 90 * 16, -qRound(mastery.share() * 360 * 16));
    }
    const double margin = 9 * scale;
    const QRect inner = badge.adjusted(margin, margin, -margin, -margin).toRect();
    const bool begun = mastery.level != lesson::Level::None;
    if (mastery.level == lesson::Level::Mastered) {
        lineIcon(QStringLiteral("star"), theme.good).paint(&painter, inner);
    } else if (reached) {
        lineIcon(QStringLiteral("check"), theme.good).paint(&painter, inner);
    } else if (!standing.open && !begun) {
        lineIcon(QStringLiteral("lock"), theme.muted).paint(&painter, inner);
    } else {
        painter.setPen(begun ? theme.accent : theme.muted);
        painter.setFont(theme.font(15 * scale / theme.textScale, QFont::DemiBold));
        painter.drawText(badge, Qt::AlignCenter, QLocale().toString(number));
    }
}

} // namespace downhill::app
