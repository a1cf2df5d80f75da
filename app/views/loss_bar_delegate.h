#pragma once

#include <QStyledItemDelegate>

namespace downhill::app {

class Appearance;

/// Paints a cell of SampleLossModel with a bar before its number where it has a share, in the colour of
/// mistakes where the sample is named wrong.
class LossBarDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    LossBarDelegate(const Appearance& appearance, QObject* parent)
        : QStyledItemDelegate(parent), appearance_(appearance) {}

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;

private:
    const Appearance& appearance_;
};

} // namespace downhill::app
