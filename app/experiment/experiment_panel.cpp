#include "experiment/experiment_panel.h"

#include "experiment/knob_slider.h"
#include "experiment/outcome_banner.h"
#include "experiment/scrub_bar.h"
#include "experiment/transport_bar.h"
#include "experiment/view_arrangement.h"
#include "text/text_context.h"
#include "theme/appearance.h"
#include "theme/look.h"

#include <QBoxLayout>
#include <QScrollArea>

#include <algorithm>

namespace downhill::app {
namespace {

constexpr int kKnob = 40;      // px high, with what parts it from the next
constexpr int kControls = 110; // of the rows above the views
constexpr int kViews = 320;    // that knobs leave to the views, or scroll with them
constexpr int kLeastWidth = 320;

} // namespace

ExperimentPanel::ExperimentPanel(ExperimentController& controller, TextContext& texts, QWidget* parent)
    : QFrame(parent), controller_(controller), texts_(texts),
      viewRow_(new QBoxLayout(QBoxLayout::TopToBottom)), pinnedKnobs_(new QVBoxLayout),
      scrolledKnobs_(new QVBoxLayout) {
    setLook(this, "window");
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::kL, space::kM, space::kL, space::kM);
    column->setSpacing(space::kM);
    column->addWidget(new TransportBar(controller, texts.appearance(), this));
    column->addWidget(new ScrubBar(controller, texts.appearance(), this));
    // Views keep their least height and scroll where the window is too low for them. Knobs stay in sight
    // where that leaves the views enough room.
    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setMinimumWidth(kLeastWidth);
    auto* inside = new QWidget(scroll);
    auto* rows = new QVBoxLayout(inside);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(space::kM);
    viewRow_->setSpacing(space::kM);
    rows->addLayout(viewRow_, 1);
    rows->addLayout(scrolledKnobs_);
    scroll->setWidget(inside);
    column->addWidget(scroll, 1);
    column->addLayout(pinnedKnobs_);
    for (QVBoxLayout* knobs : {pinnedKnobs_, scrolledKnobs_})
        knobs->setSpacing(space::kS);
    column->addWidget(new OutcomeBanner(controller, this));

    connect(&controller_, &ExperimentController::experimentChanged, this, &ExperimentPanel::restartViews);
    connect(&controller_, &ExperimentController::frameChanged, this, &ExperimentPanel::feedViews);
    connect(&controller_, &ExperimentController::knobsChanged, this, &ExperimentPanel::showKnobs);
    connect(&texts_.appearance(), &Appearance::changed, this, [this] {
        arrangeKnobs();
        arrangeViews();
    });
}

void ExperimentPanel::showExperiment() {
    for (ExperimentView* view : views_)
        delete view;
    views_.clear();
    for (KnobSlider* knob : knobs_)
        delete knob;
    knobs_.clear();

    training::SnapshotParts parts;
    for (const lesson::View& view : controller_.block().views) {
        ExperimentView* widget = makeExperimentView(view, texts_).release();
        parts |= widget->parts();
        views_.push_back(widget);
        viewRow_->addWidget(widget, 1);
        connect(widget, &ExperimentView::startMoved, this, &ExperimentPanel::moveStart);
        connect(widget, &ExperimentView::weightEdited, &controller_, &ExperimentController::setWeight);
        connect(widget, &ExperimentView::loopEdited, &controller_, &ExperimentController::setLoop);
    }
    controller_.showParts(parts);
    const std::vector<lesson::Control>& controls = controller_.block().controls;
    for (const lesson::Control& control : controls) {
        auto* knob = new KnobSlider(control, texts_.appearance(), this);
        connect(knob, &KnobSlider::changed, this,
                [this, control](double value) { controller_.setKnob(control, value); });
        knobs_.push_back(knob);
    }
    arrangeKnobs();
    arrangeViews();
    restartViews();
    showKnobs();
}

void ExperimentPanel::moveStart(QPointF place) {
    for (const KnobSlider* knob : knobs_) {
        const lesson::Control control = knob->control();
        if (control.knob == lesson::Knob::StartX || control.knob == lesson::Knob::StartY) {
            const double value = control.knob == lesson::Knob::StartX ? place.x() : place.y();
            controller_.setKnob(control, std::clamp(value, control.least, control.greatest));
        }
    }
}

void ExperimentPanel::restartViews() {
    if (!controller_.data() && controller_.state() == ExperimentController::State::Empty)
        return;
    for (ExperimentView* view : views_)
        view->setExperiment(controller_.block(), controller_.data());
    feedViews();
}

void ExperimentPanel::feedViews() {
    const ExperimentFrame frame = controller_.frame();
    for (ExperimentView* view : views_)
        view->showFrame(frame);
    for (KnobSlider* knob : knobs_)
        if (knob->control().knob == lesson::Knob::Parameter)
            knob->setValue(controller_.knobValue(knob->control()));
}

void ExperimentPanel::showKnobs() {
    for (KnobSlider* knob : knobs_) {
        knob->setValue(controller_.knobValue(knob->control()));
        knob->freeze(controller_.isHeld(knob->control().knob)
                         ? tr("The question asks for a run at this setting.")
                         : QString());
    }
}

void ExperimentPanel::arrangeKnobs() {
    const double taken =
        (kControls + kKnob * static_cast<int>(knobs_.size())) * texts_.appearance().textScale();
    QVBoxLayout* rows = height() - taken >= kViews ? pinnedKnobs_ : scrolledKnobs_;
    // One column of names, so that the sliders begin at one edge.
    int widest = 0;
    for (const KnobSlider* knob : knobs_)
        widest = std::max(widest, knob->nameWidth());
    for (KnobSlider* knob : knobs_) {
        knob->setNameWidth(widest);
        if (rows->indexOf(knob) < 0) {
            pinnedKnobs_->removeWidget(knob);
            scrolledKnobs_->removeWidget(knob);
            rows->addWidget(knob);
        }
    }
}

void ExperimentPanel::arrangeViews() {
    const QMargins around = layout()->contentsMargins();
    const bool beside = standBeside(controller_.block().views, width() - around.left() - around.right(),
                                    texts_.appearance().textScale());
    viewRow_->setDirection(beside ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    for (std::size_t i = 0; i < views_.size(); ++i) {
        QSize least = leastSize(controller_.block().views[i].kind);
        least.setHeight(qRound(least.height() * texts_.appearance().textScale()));
        views_[i]->setLeastSize(least);
    }
}

void ExperimentPanel::resizeEvent(QResizeEvent* event) {
    QFrame::resizeEvent(event);
    arrangeKnobs();
    arrangeViews();
}

} // namespace downhill::app
