#include "shell/welcome_page.h"

#include "memory/profiles.h"
#include "theme/appearance.h"
#include "theme/look.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPainterPath>
#include <QPushButton>
#include <QVBoxLayout>

#include <cmath>

namespace downhill::app {
namespace {

constexpr int kWidest = 460;

/// Where a hillside stands at `x`, both from 0 to 1; 0 is the valley's floor.
double hillAt(double x) {
    return 0.62 * std::pow(1 - x, 2.2) + 0.1 * std::sin(9 * x) * (1 - x) + 0.12;
}

} // namespace

WelcomePage::WelcomePage(Appearance& appearance, QWidget* parent)
    : QWidget(parent), appearance_(appearance), name_(new QLineEdit(this)) {
    auto* title = new QLabel(tr("Welcome to Downhill"), this);
    setLook(title, "title");
    auto* what =
        new QLabel(tr("Here you watch neural networks learn, and learn with them. Everything you do is "
                      "kept on this computer and goes nowhere else."),
                   this);
    what->setWordWrap(true);
    setLook(what, "muted");
    auto* label = new QLabel(tr("What may we &call you?"), this);
    setLook(label, "value");
    label->setBuddy(name_);
    name_->setObjectName(QStringLiteral("name"));
    name_->setAccessibleName(tr("Your name"));
    name_->setMaxLength(kLongestName);
    auto* go = new QPushButton(tr("Begin"), this);
    setLook(go, "primary");
    go->setEnabled(false);
    auto* scratch = new QPushButton(tr("Only look around"), this);
    setLook(scratch, "quiet");
    scratch->setToolTip(tr("Every lesson is open, and nothing is kept"));

    auto* holder = new QWidget(this);
    holder->setMaximumWidth(qRound(kWidest * appearance.textScale()));
    connect(&appearance_, &Appearance::changed, holder,
            [this, holder] { holder->setMaximumWidth(qRound(kWidest * appearance_.textScale())); });
    auto* column = new QVBoxLayout(holder);
    column->setSpacing(space::kM);
    column->addStretch(2);
    column->addWidget(title);
    column->addWidget(what);
    column->addSpacing(space::kL);
    column->addWidget(label);
    column->addWidget(name_);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(space::kS);
    buttons->addWidget(go);
    buttons->addWidget(scratch);
    buttons->addStretch(1);
    column->addLayout(buttons);
    column->addStretch(5);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(space::kXl, space::kXl, space::kXl, space::kXl);
    row->addStretch(1);
    row->addWidget(holder, 100);
    row->addStretch(1);

    const auto submit = [this] {
        if (const QString name = name_->text().simplified(); !name.isEmpty())
            Q_EMIT named(name);
    };
    connect(name_, &QLineEdit::textChanged, go,
            [go](const QString& text) { go->setEnabled(!text.simplified().isEmpty()); });
    connect(name_, &QLineEdit::returnPressed, this, submit);
    connect(go, &QPushButton::clicked, this, submit);
    connect(scratch, &QPushButton::clicked, this, &WelcomePage::scratchWanted);
    connect(&appearance_, &Appearance::changed, this, qOverload<>(&QWidget::update));
}

void WelcomePage::begin() {
    name_->clear();
    name_->setFocus();
}

/// A hillside at the foot of the page, and the steps of somebody who goes down it.
void WelcomePage::paintEvent(QPaintEvent*) {
    const Theme& theme = appearance_.theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double high = height() * 0.42;
    const auto place = [&](double x) { return QPointF(x * width(), height() - hillAt(x) * high); };
    QPainterPath hill(QPointF(0, height()));
    for (int i = 0; i <= 120; ++i)
        hill.lineTo(place(i / 120.0));
    hill.lineTo(width(), height());
    painter.fillPath(hill, Theme::mix(theme.window, theme.accentSoft, 0.8));
    painter.setPen(QPen(Theme::mix(theme.window, theme.accent, 0.35), 2));
    QPainterPath edge(place(0));
    for (int i = 1; i <= 120; ++i)
        edge.lineTo(place(i / 120.0));
    painter.drawPath(edge);
    painter.setPen(Qt::NoPen);
    double x = 0.06;
    for (int step = 0; step < 9; ++step) {
        painter.setBrush(Theme::mix(theme.window, theme.accent, 0.3 + 0.08 * step));
        painter.drawEllipse(place(x), 5, 5);
        x += 0.16 * std::pow(0.86, step);
    }
}

} // namespace downhill::app
