#include "views/assessed_view.h"

#include "charts/chart_header.h"

#include <QSignalBlocker>

#include <algorithm>

namespace downhill::app {

AssessedView::AssessedView(const lesson::View& view, const QString& usualTitle, Samples first,
                           Appearance& appearance, QWidget* parent)
    : ChartedView(view, usualTitle, appearance, parent), first_(first), sets_(new QComboBox(this)) {
    sets_->addItems({tr("Training"), tr("Test")});
    sets_->hide();
    card().header().addControl(sets_);
    connect(sets_, &QComboBox::currentIndexChanged, this, [this] { samplesChosen(); });
    connect(&feed_, &AssessmentFeed::assessed, this, [this] { redraw(); });
}

void AssessedView::setExperiment(const lesson::ExperimentBlock& block,
                                 std::shared_ptr<const training::SplitDataset<float>> data) {
    ChartedView::setExperiment(block, std::move(data));
    runs_.assign(runCount(), {});
    feed_.setProblem(this->block().experiment.problem, this->data());
    offerRuns(true);
    if (hasTest() != sets_->isVisibleTo(this)) {
        const QSignalBlocker quiet(sets_);
        sets_->setCurrentIndex(hasTest() && first_ == Samples::Test ? 1 : 0);
    }
    sets_->setVisible(hasTest());
    card().header().arrange();
}

void AssessedView::showFrame(const ExperimentFrame& frame) {
    for (std::size_t i = 0; i < std::min(runs_.size(), frame.snapshot.runs.size()); ++i)
        runs_[i] = frame.snapshot.runs[i];
    ask();
}

void AssessedView::ask() {
    if (shownRun() < runs_.size())
        feed_.ask(runs_[shownRun()]);
}

void AssessedView::runChosen() {
    feed_.forget();
    redraw();
    ask();
}

const training::Assessment* AssessedView::assessment() const {
    if (!feed_.found())
        return nullptr;
    return showsTest() ? &feed_.found()->test : &feed_.found()->train;
}

} // namespace downhill::app
