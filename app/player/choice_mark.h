#pragma once

#include <QCheckBox>
#include <QRadioButton>

namespace downhill::app {

class Appearance;

/// The round or square mark of a choice in the theme's colours, without a text of its own: the text stands
/// beside it, formatted.
template <class Button>
class ChoiceMark : public Button {
public:
    ChoiceMark(Appearance& appearance, QWidget* parent);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool hitButton(const QPoint& point) const override { return this->rect().contains(point); }

private:
    Appearance& appearance_;
};

using RadioMark = ChoiceMark<QRadioButton>;
using CheckMark = ChoiceMark<QCheckBox>;

extern template class ChoiceMark<QRadioButton>;
extern template class ChoiceMark<QCheckBox>;

} // namespace downhill::app
