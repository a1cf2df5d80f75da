#include "views/loss_bar_delegate.h"

#include "theme/appearance.h"
#include "views/sample_loss_model.h"

#include <QPainter>

namespace downhill::app {

void LossBarDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                            const QModelIndex& index) const {
    if (const QVariant share = index.data(SampleLossModel::ShareRole); share.isValid()) {
        const Theme& theme = appearance_.theme();
        QRectF bar = QRectF(option.rect).adjusted(space::kXs, 3, -space::kXs, -3);
        bar.setWidth(bar.width() * share.toDouble());
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
