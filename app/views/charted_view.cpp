#include "views/charted_view.h"

#include "charts/chart_header.h"
#include "charts/number_text.h"
#include "theme/appearance.h"
#include "views/setting_words.h"

#include <QVBoxLayout>

#include <algorithm>

namespace downhill::app {

ChartedView::ChartedView(const lesson::View& view, const QString& usualTitle, Appearance& appearance,
                         QWidget* parent)
    : ExperimentView(parent), chart_(new CourseChartView(appearance)),
      card_(new ChartCard(chart_, appearance, this)), selector_(new QComboBox(this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(card_);

    const QString title = view.title.isEmpty() ? usualTitle : view.title;
    card_->setTitle(title);
    setAccessibleName(title);
    chart_->setSpoken([this] { return spokenSummary(); });

    selector_->setAccessibleName(tr("Run shown"));
    selector_->setToolTip(tr("The run that is shown"));
    selector_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    selector_->hide();
    card_->header().addControl(selector_);
    connect(selector_, &QComboBox::currentIndexChanged, this, [this](int index) {
        if (index >= 0)
            runChosen();
    });
    connect(chart_, &CourseChartView::restyled, this, [this] { restyle(); });
    connect(chart_, &CourseChartView::spaceChanged, this, [this] { spaceChanged(); });
}

void ChartedView::setExperiment(const lesson::ExperimentBlock& block,
                                std::shared_ptr<const training::SplitDataset<float>> data) {
    block_ = block;
    names_ = runNames(block);
    data_ = std::move(data);
}

QString ChartedView::runName(std::size_t run) const {
    return names_.value(static_cast<qsizetype>(run));
}

QColor ChartedView::runColor(const Theme& theme, std::size_t run) {
    return theme.series[static_cast<qsizetype>(run) % theme.series.size()];
}

std::int64_t ChartedView::divergedAt(const ExperimentFrame& frame, std::size_t run) {
    if (run >= frame.snapshot.runs.size() ||
        frame.snapshot.runs[run].stopReason != training::StopReason::Diverged)
        return 0;
    // A loss that is not finite ends a run within a step, which the snapshot does not count.
    const std::int64_t broke = run < frame.curves.size() ? frame.curves[run].batch.brokeAt() : 0;
    return std::max<std::int64_t>(1, broke > 0 ? broke : frame.snapshot.runs[run].step);
}

void ChartedView::offerRuns(bool on) {
    const bool offered = on && runCount() > 1;
    const int before = std::max(0, selector_->currentIndex());
    const QSignalBlocker quiet(selector_);
    selector_->clear();
    for (std::size_t run = 0; run < runCount(); ++run)
        selector_->addItem(runName(run));
    selector_->setCurrentIndex(std::min(before, selector_->count() - 1));
    selector_->setVisible(offered);
    card_->header().arrange();
}

std::size_t ChartedView::shownRun() const {
    return static_cast<std::size_t>(std::max(0, selector_->currentIndex()));
}

} // namespace downhill::app
