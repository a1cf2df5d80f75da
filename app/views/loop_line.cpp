#include "views/loop_line.h"

#include "theme/appearance.h"
#include "theme/icons.h"
#include "theme/look.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QSignalBlocker>
#include <QToolButton>

namespace downhill::app {
namespace {

constexpr int kIconPixels = 14;
constexpr int kBar = 4;
constexpr int kButton = 26; // px
constexpr QStringView kUsualValue = u"prediction[0] = −0.123";

} // namespace

LoopLine::LoopLine(training::Act act, const QString& code, Appearance& appearance, QWidget* parent)
    : QFrame(parent), act_(act), code_(code), appearance_(appearance), toggle_(new QCheckBox(this)),
      texts_(new QBoxLayout(QBoxLayout::LeftToRight)), text_(new QLabel(code, this)),
      value_(new QLabel(this)), up_(new QToolButton(this)), down_(new QToolButton(this)) {
    setAccessibleName(code);
    toggle_->setChecked(true);
    toggle_->setAccessibleName(tr("Execute %1").arg(code));
    toggle_->setToolTip(tr("Execute this line, or leave it out"));
    up_->setAccessibleName(tr("Move %1 up").arg(code));
    up_->setToolTip(tr("One line up"));
    down_->setAccessibleName(tr("Move %1 down").arg(code));
    down_->setToolTip(tr("One line down"));
    text_->setTextFormat(Qt::PlainText);
    value_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    text_->setMinimumWidth(1); // a view may be narrower than its code
    value_->setTextFormat(Qt::PlainText);
    value_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    for (QToolButton* button : {up_, down_}) {
        button->setIconSize({kIconPixels, kIconPixels});
        button->setFixedSize(kButton, kButton);
    }

    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(space::kM, 2, 0, 2);
    row->setSpacing(space::kXs);
    row->addWidget(toggle_);
    texts_->setContentsMargins({});
    texts_->setSpacing(0);
    texts_->addWidget(text_);
    texts_->addWidget(value_, 1);
    row->addLayout(texts_, 1);
    row->addWidget(up_);
    row->addWidget(down_);
    connect(toggle_, &QCheckBox::toggled, this, &LoopLine::toggled);
    connect(up_, &QToolButton::clicked, this, [this] { Q_EMIT moved(-1); });
    connect(down_, &QToolButton::clicked, this, [this] { Q_EMIT moved(1); });
    connect(&appearance_, &Appearance::changed, this, &LoopLine::restyle);
    restyle();
}

void LoopLine::setExecuted(bool on) {
    executed_ = on;
    const QSignalBlocker quiet(toggle_);
    toggle_->setChecked(on);
    restyle();
}

void LoopLine::setMoves(bool up, bool down) {
    up_->setEnabled(up);
    down_->setEnabled(down);
}

void LoopLine::setNext(bool next) {
    if (next == next_)
        return;
    next_ = next;
    setAccessibleName(next ? tr("Next line: %1").arg(code_) : code_);
    update();
}

void LoopLine::setValue(const QString& value, bool ofThisStep) {
    if (value != value_->text())
        value_->setText(value);
    if (ofThisStep != fresh_) {
        fresh_ = ofThisStep;
        restyle();
    }
}

int LoopLine::widthInOneRow() const {
    const int numbers = QFontMetrics(value_->font()).horizontalAdvance(kUsualValue.toString());
    return text_->sizeHint().width() + numbers + toggle_->sizeHint().width() + 2 * kButton + 2 * space::kL;
}

void LoopLine::setValueBelow(bool below) {
    texts_->setDirection(below ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    value_->setAlignment((below ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
}

QString LoopLine::value() const {
    return value_->text();
}

QWidget& LoopLine::part(Part part) const {
    switch (part) {
    case Part::Up:
        return *up_;
    case Part::Down:
        return *down_;
    case Part::Toggle:
        break;
    }
    return *toggle_;
}

void LoopLine::restyle() {
    const Theme& theme = appearance_.theme();
    QFont code = theme.code();
    code.setStrikeOut(!executed_);
    text_->setFont(code);
    text_->setStyleSheet(QStringLiteral("color: %1").arg((executed_ ? theme.text : theme.muted).name()));
    value_->setFont(theme.small());
    value_->setStyleSheet(
        QStringLiteral("color: %1").arg((fresh_ && executed_ ? theme.text : theme.muted).name()));
    up_->setIcon(lineIcon(QStringLiteral("up"), theme.muted));
    down_->setIcon(lineIcon(QStringLiteral("down"), theme.muted));
    update();
}

void LoopLine::paintEvent(QPaintEvent* event) {
    QFrame::paintEvent(event);
    if (!next_)
        return;
    QPainter painter(this);
    const Theme& theme = appearance_.theme();
    painter.fillRect(rect(), theme.accentSoft);
    painter.fillRect(QRect(0, 0, kBar, height()), theme.accent);
}

} // namespace downhill::app
