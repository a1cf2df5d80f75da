#include "views/loss_bar_delegate.h"

#include "theme/appearance.h"
#include "views/sample_loss_model.h"

#include <QFontMetricsF>
#include <QPainter>

namespace downhill::app {
namespace {

constexpr QStringView kWidestNumber = u"0.000·10⁻⁰⁰";

} // namespace

void LossBarDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                            const QModelIndex& index) const {
    if (const QVariant share = index.data(SampleLossModel::ShareRole); share.isValid()) {
        const Theme& theme = appearance_.theme();
        QRectF bar = QRectF(option.rect).adjusted(space::kXs, 3, -space::kXs, -3);
        const double number =
            QFontMetricsF(option.font).horizontalAdvance(kWidestNumber.toString()) + space::kM;
        const bool roomy = bar.width() > 2 * number; // the number stands beside the bar, not on it
        bar.setWidth((roomy ? bar.width() - number : bar.width()) * share.toDouble());
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(index.data(SampleLossModel::WrongRole).toBool() ? theme.heatHigh : theme.heatLow);
        painter->drawRoundedRect(bar, 2, 2);
        painter->restore();
    }
    QStyledItemDelegate::paint(painter, option, index);
}

} // namespace downhill::app
