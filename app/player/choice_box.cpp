#include "player/choice_box.h"

#include <QAbstractItemView>
#include <QStylePainter>
#include <QWheelEvent>

#include <algorithm>

namespace downhill::app {
namespace {

constexpr int kMostListWidth = 640;
constexpr int kAroundItem = 40; ///< px of padding and scroll bar

} // namespace

ChoiceBox::ChoiceBox(QWidget* parent) : QComboBox(parent) {
    setPlaceholderText(tr("Choose…"));
    setFocusPolicy(Qt::StrongFocus);
}

void ChoiceBox::showPopup() {
    const int wanted = view()->sizeHintForColumn(0) + kAroundItem;
    view()->setMinimumWidth(std::min(std::max(wanted, width()), kMostListWidth));
    QComboBox::showPopup();
}

void ChoiceBox::paintEvent(QPaintEvent*) {
    QStylePainter painter(this);
    QStyleOptionComboBox option;
    initStyleOption(&option);
    if (currentIndex() < 0) {
        option.palette.setBrush(QPalette::ButtonText, option.palette.placeholderText());
        option.currentText = placeholderText();
    }
    const QRect room =
        style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, this);
    const int forIcon = option.currentIcon.isNull() ? 0 : option.iconSize.width() + 4;
    option.currentText =
        fontMetrics().elidedText(option.currentText, Qt::ElideRight, std::max(0, room.width() - forIcon));
    painter.drawComplexControl(QStyle::CC_ComboBox, option);
    painter.drawControl(QStyle::CE_ComboBoxLabel, option);
}

void ChoiceBox::wheelEvent(QWheelEvent* event) {
    event->ignore();
}

} // namespace downhill::app
