#include "views/update_formula_view.h"

#include "charts/number_text.h"
#include "text/markup_service.h"
#include "text/markup_view.h"
#include "text/text_context.h"
#include "theme/appearance.h"
#include "theme/look.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace downhill::app {
namespace {

constexpr int kWidestField = 420;                // px
constexpr int kNarrow = 440;                     // px; results stand in lines of their own
constexpr int kBetweenFormulas = 400;            // ms; a new one takes a few to typeset
constexpr std::size_t kOfferedParameters = 1000; // a longer list helps nobody

QString optimizerName(training::OptimizerSettings::Kind kind) {
    using Kind = training::OptimizerSettings::Kind;
    switch (kind) {
    case Kind::Sgd:
        return QStringLiteral("SGD");
    case Kind::Momentum:
        return UpdateFormulaView::tr("Momentum");
    case Kind::Nesterov:
        return UpdateFormulaView::tr("Nesterov momentum");
    case Kind::Adagrad:
        return QStringLiteral("Adagrad");
    case Kind::RmsProp:
        return QStringLiteral("RMSProp");
    case Kind::Adam:
        return QStringLiteral("Adam");
    case Kind::AdamW:
        return QStringLiteral("AdamW");
    case Kind::AmsGrad:
        return QStringLiteral("AMSGrad");
    }
    return {};
}

QString markdownOf(const std::vector<UpdateLine>& lines, bool narrow) {
    QStringList rows;
    for (const UpdateLine& line : lines) {
        // The rule has its own sign of assignment, and the numbers stand below what is assigned.
        QString rule = line.rule;
        const QString sign = rule.contains(QStringLiteral("\\leftarrow")) ? QStringLiteral("\\leftarrow")
                                                                          : QStringLiteral("=");
        rule.replace(rule.indexOf(sign), sign.size(), QLatin1Char('&') + sign);
        const QString result = texNumber(line.result);
        QString numbers = QStringLiteral("&= ") + line.numbers;
        if (line.numbers != result)
            numbers += (narrow ? QStringLiteral(" \\\\ &= ") : QStringLiteral(" = ")) + result;
        rows << rule + QStringLiteral(" \\\\ ") + numbers;
    }
    return QStringLiteral("$$\\begin{aligned} %1 \\end{aligned}$$")
        .arg(rows.join(QStringLiteral(" \\\\[6pt] ")));
}

} // namespace

UpdateFormulaView::UpdateFormulaView(const lesson::View& view, TextContext& texts, QWidget* parent)
    : CardView(view, tr("The update of one weight"), texts.appearance(), parent), texts_(texts),
      field_(new QComboBox(this)), hint_(new QLabel(this)), page_(new MarkupView(texts)),
      window_(new QScrollArea(this)) {
    field_->setAccessibleName(tr("Parameter"));
    field_->setToolTip(tr("The parameter whose update is shown"));
    field_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    field_->setMinimumContentsLength(12);
    field_->setMaximumWidth(kWidestField);
    connect(field_, &QComboBox::currentIndexChanged, this, [this] {
        wait_.stop(); // another parameter's numbers must not stand under this one's name
        refresh();
    });
    hint_->setWordWrap(true);
    setLook(hint_, "muted");
    page_->setAccessibleName(tr("Formula"));
    window_->setWidget(page_);
    window_->setWidgetResizable(true);
    window_->setFrameShape(QFrame::NoFrame);
    window_->setFocusPolicy(Qt::NoFocus);
    auto* row = new QHBoxLayout;
    row->addWidget(field_, 1);
    row->addStretch(0);
    column().addLayout(row);
    column().addWidget(hint_);
    column().addWidget(window_, 1);
    wait_.setSingleShot(true);
    wait_.setInterval(kBetweenFormulas);
    connect(&wait_, &QTimer::timeout, this, &UpdateFormulaView::typeset);
    refresh();
}

void UpdateFormulaView::offerParameters() {
    const ParameterNames names(block().experiment.problem, data().get());
    if (names.count() == names_.count() && names.count() > 0 && names.of(0) == names_.of(0) &&
        field_->count() > 0)
        return;
    names_ = names;
    const QSignalBlocker quiet(field_);
    const int before = std::max(0, field_->currentIndex());
    field_->clear();
    for (std::size_t i = 0; i < std::min(names_.count(), kOfferedParameters); ++i)
        field_->addItem(names_.of(i));
    field_->setCurrentIndex(std::min(before, field_->count() - 1));
}

void UpdateFormulaView::refresh() {
    const training::RunSpec* spec = shownSpec();
    if (spec != nullptr)
        offerParameters();
    field_->setVisible(field_->count() > 1);
    const training::RunSnapshot* run = shownSnapshot();
    const auto parameter = static_cast<std::size_t>(std::max(0, field_->currentIndex()));
    if (spec == nullptr || run == nullptr || run->step == 0) {
        numbers_.reset();
        shown_ = {};
    } else {
        auto found = lastUpdate(spec->optimizer, *run, parameter);
        const Moment now{run->step, shownRun(), parameter, found ? found->after : 0};
        const bool sameRun = now.run == shown_.run && now.parameter == shown_.parameter;
        if (found && now != shown_) {
            numbers_ = found;
            shown_ = now;
        } else if (!found && !sameRun) {
            numbers_.reset();
        }
    }
    lines_ = numbers_ ? updateLines(*numbers_) : std::vector<UpdateLine>();
    formula_ = numbers_ ? markdownOf(lines_, isNarrow()) : QString();
    hint_->setVisible(!numbers_);
    window_->setVisible(numbers_.has_value());
    hint_->setText(
        tr("After the first step the formula stands here, with the numbers that moved this parameter."));
    if (spec != nullptr)
        setSubtitle(numbers_ ? tr("%1 · step %2 · α %3")
                                   .arg(optimizerName(spec->optimizer.kind), countText(shown_.step),
                                        valueText(numbers_->rate))
                             : optimizerName(spec->optimizer.kind));
    if (!wait_.isActive())
        typeset();
}

bool UpdateFormulaView::isNarrow() const {
    return width() < kNarrow * theme().textScale;
}

void UpdateFormulaView::resizeEvent(QResizeEvent* event) {
    CardView::resizeEvent(event);
    if (numbers_ && formula_ != markdownOf(lines_, isNarrow())) {
        wait_.stop(); // a formula set for another width must not stay
        refresh();
    }
}

void UpdateFormulaView::typeset() {
    if (formula_ == asked_ || formula_.isEmpty())
        return;
    asked_ = formula_;
    texts_.markup().prepareOnce(formula_, this, [this, text = formula_](const markup::Page& page) {
        if (text == asked_)
            page_->setPage(page);
    });
    wait_.start();
}

QString UpdateFormulaView::spokenSummary() const {
    if (!numbers_ || lines_.empty())
        return hint_->text();
    return tr("Step %1, %2: the weight went from %3 to %4, with a gradient of %5 and a learning rate of %6.")
        .arg(countText(shown_.step), field_->currentText(), valueText(numbers_->before),
             valueText(numbers_->after), valueText(numbers_->gradient), valueText(numbers_->rate));
}

} // namespace downhill::app
