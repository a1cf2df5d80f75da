#include "views/sample_loss_view.h"

#include "charts/chart_header.h"
#include "charts/curve_pen.h"
#include "charts/number_text.h"
#include "charts/path_item.h"
#include "theme/appearance.h"
#include "views/loss_bar_delegate.h"
#include "views/sample_loss_model.h"
#include "views/whole_ticks.h"

#include <QHeaderView>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace downhill::app {

namespace {

constexpr double kNumberRoom = 44; ///< px from number to number
constexpr double kGap = 0.14;      ///< of a bar's room, to either side

} // namespace

SampleLossView::SampleLossView(const lesson::View& view, Appearance& appearance, QWidget* parent)
    : AssessedView(view, tr("Loss of each sample"), Samples::Training, appearance, parent),
      model_(new SampleLossModel(this)), orders_(new QComboBox(this)), tableSwitch_(new QToolButton(this)),
      table_(new QTableView(this)), tablePage_(new QWidget(this)), bars_(new PathItem(chart())) {
    samplesSelector().setAccessibleName(tr("Samples shown"));
    orders_->addItems({tr("As given"), tr("Greatest first"), tr("Least first")});
    orders_->setAccessibleName(tr("Order of the samples"));
    tableSwitch_->setText(tr("Table"));
    tableSwitch_->setCheckable(true);
    tableSwitch_->setAccessibleName(tr("Losses in a table"));
    tableSwitch_->setToolTip(tr("Show the samples in a table"));
    card().header().addControl(orders_);
    card().header().addControl(tableSwitch_);

    table_->setModel(model_);
    table_->setItemDelegate(new LossBarDelegate(appearance, table_));
    table_->setAccessibleName(tr("Loss of each sample"));
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setSelectionMode(QAbstractItemView::SingleSelection);
    table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table_->setTabKeyNavigation(false);
    table_->setShowGrid(false);
    table_->setFrameShape(QFrame::NoFrame);
    table_->verticalHeader()->hide();
    table_->horizontalHeader()->setStretchLastSection(true);
    table_->horizontalHeader()->setSortIndicatorShown(true);
    table_->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    table_->setSortingEnabled(true);
    auto* margins = new QVBoxLayout(tablePage_);
    margins->setContentsMargins(space::kL, 0, space::kL, space::kS);
    margins->addWidget(table_);
    tablePage_->hide();
    card().addBelow(tablePage_);

    connect(orders_, &QComboBox::currentIndexChanged, this, &SampleLossView::chooseOrder);
    connect(tableSwitch_, &QToolButton::toggled, this, [this](bool on) {
        tablePage_->setVisible(on);
        chart().setVisible(!on);
    });
    connect(table_->horizontalHeader(), &QHeaderView::sortIndicatorChanged, this, &SampleLossView::redraw);
    chart().setProbe([this](QPointF value) { return probe(value.x()); });
    chart().setStops([this](QPointF value, int right) {
        const double last = std::max(1, model_->rowCount({}));
        return std::optional(QPointF(std::clamp(std::round(value.x()) + right, 1.0, last), value.y()));
    });
    restyle();
    redraw();
}

void SampleLossView::setExperiment(const lesson::ExperimentBlock& block,
                                   std::shared_ptr<const training::SplitDataset<float>> data) {
    AssessedView::setExperiment(block, std::move(data));
    card().clearChips();
    for (const bool wrong : {false, true}) {
        if (!this->data() || this->data()->train.task == training::Task::Regression)
            break;
        const ChipMark mark{.color = [wrong](const Theme& t) { return runColor(t, wrong ? 1 : 0); },
                            .marker = Marker::Square};
        card().addChip(wrong ? tr("named wrong") : tr("named right"), mark, wrong ? wrongShown_ : rightShown_,
                       [this] { drawBars(); });
    }
    card().header().arrange();
    samplesChosen();
}

void SampleLossView::restyle() {
    QFont font = theme().font(13);
    table_->setFont(font);
    table_->verticalHeader()->setDefaultSectionSize(QFontMetrics(font).height() + 10);
    drawBars();
}

void SampleLossView::spaceChanged() {
    numberPlaces();
    drawBars();
}

void SampleLossView::samplesChosen() {
    model_->setSamples(data(), showsTest());
    top_ = 0;
    chart().goHome();
    redraw();
}

void SampleLossView::chooseOrder() {
    const auto order = static_cast<Order>(orders_->currentIndex());
    table_->horizontalHeader()->setSortIndicator(order == Order::AsInTheData ? -1 : model_->lossColumn(),
                                                 order == Order::GreatestFirst ? Qt::DescendingOrder
                                                                               : Qt::AscendingOrder);
}

void SampleLossView::redraw() {
    const training::Assessment* found = assessment();
    model_->setAssessment(found ? *found : training::Assessment());
    const int samples = model_->rowCount({});
    chart().setNotice(samples > 0 ? QString() : tr("No sample has been measured yet."));
    tableSwitch_->setEnabled(samples > 0);
    if (samples == 0) {
        card().setSubtitle({});
        bars_->setPieces({});
        return;
    }
    int above = 0;
    for (int row = 0; row < samples; ++row)
        above += model_->loss(row) > model_->meanLoss() ? 1 : 0;
    card().setSubtitle(tr("step %1 · mean %2 · greatest %3 · %4 of %5 above the mean")
                           .arg(countText(assessed()->step), valueText(model_->meanLoss(), 3),
                                valueText(model_->greatestLoss(), 3), countText(above), countText(samples)));
    const double wanted = model_->greatestLoss() > 0 ? model_->greatestLoss() * 1.05 : 1;
    if (wanted > top_ || wanted < 0.4 * top_)
        top_ = wanted * 1.15; // the axis moves seldom
    chart().setHome({0.5, samples + 0.5}, {0, top_});
    numberPlaces();
    drawBars();
    chart().refreshReadOut();
}

/// A sample keeps its number wherever it stands. Where not each can be numbered, numbers in another order
/// than the data's would tell nothing: there the places are counted.
void SampleLossView::numberPlaces() {
    const PlotSpace& space = chart().space();
    if (space.area.isEmpty())
        return;
    const double apart = wholeStep(kNumberRoom * theme().textScale / space.pixelsPerX());
    const bool counted = model_->isSorted() && apart > 1;
    chart().setAxisTitles(counted ? tr("Place in this order") : tr("Sample"), tr("Loss"));
    // One far away, since none at all would mean the usual ones.
    std::vector<Tick> places{{-1e12, QStringLiteral("0"), false}};
    const double last = std::min<double>(space.x.high, model_->rowCount({}));
    for (double place = std::max(apart, std::ceil(space.x.low / apart) * apart); place <= last;
         place += apart) {
        const auto row = static_cast<int>(place) - 1;
        places.push_back({place, countText(counted ? row + 1 : model_->sample(row) + 1), false});
    }
    chart().setTicks(std::move(places), {});
}

void SampleLossView::drawBars() {
    const PlotSpace& space = chart().space();
    const int samples = model_->rowCount({});
    const int first = std::clamp(static_cast<int>(std::floor(space.x.low)), 1, std::max(1, samples));
    const int last = std::clamp(static_cast<int>(std::ceil(space.x.high)), 0, samples);
    // Of samples that share a pixel the greatest loss is seen.
    const double width = std::max(1.0, 1.5 / std::max(1e-9, space.pixelsPerX()));
    const double gap = width > 1 || space.pixelsPerX() < 4 ? 0 : kGap;
    QPainterPath right, wrong;
    const double roof = space.y.high + space.y.span();
    for (double begin = first; begin <= last; begin += width) {
        double greatest = 0;
        bool anyWrong = false;
        for (int place = static_cast<int>(begin); place < begin + width && place <= last; ++place) {
            const double loss = model_->loss(place - 1);
            greatest = std::max(greatest, std::isfinite(loss) ? loss : roof);
            anyWrong = anyWrong || model_->isWrong(place - 1);
        }
        if (anyWrong ? !wrongShown_ : !rightShown_)
            continue;
        (anyWrong ? wrong : right)
            .addRect(QRectF(QPointF(begin - 0.5 + gap, 0), QPointF(begin - 0.5 + width - gap, greatest)));
    }
    if (samples == 0) {
        bars_->setPieces({});
        return;
    }
    QList<PathItem::Piece> pieces{{right, Qt::NoPen, runColor(0)}, {wrong, Qt::NoPen, runColor(1)}};
    QPainterPath mean(QPointF(-samples, model_->meanLoss()));
    mean.lineTo(2.0 * samples, model_->meanLoss());
    const QPen dashed = curvePen(theme().text, 1.2, Qt::DashLine);
    if (std::isfinite(model_->meanLoss()))
        pieces.append({mean, dashed, Qt::NoBrush});
    bars_->setPieces(std::move(pieces));
}

std::optional<ReadOut> SampleLossView::probe(double place) const {
    const int row = static_cast<int>(std::lround(place)) - 1;
    if (row < 0 || row >= model_->rowCount({}))
        return std::nullopt;
    ReadOut readOut;
    readOut.level = false;
    const double loss = model_->loss(row);
    readOut.at = {row + 1.0, std::isfinite(loss) ? loss : chart().space().y.high};
    for (int column = 0; column < model_->columnCount({}); ++column) {
        const QString name = model_->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        const QString value = model_->data(model_->index(row, column), Qt::DisplayRole).toString();
        if (column == 0)
            readOut.heading = name + u' ' + value;
        else
            readOut.rows.push_back({name, value, {}, {}, column == model_->lossColumn()});
    }
    if (model_->hasClasses())
        readOut.rows.push_back({model_->isWrong(row) ? tr("named wrong") : tr("named right"),
                                {},
                                runColor(model_->isWrong(row) ? 1 : 0),
                                {},
                                false});
    return readOut;
}

QString SampleLossView::spokenSummary() const {
    const int samples = model_->rowCount({});
    if (samples == 0)
        return chart().notice();
    int worst = 0;
    for (int row = 1; row < samples; ++row)
        if (model_->loss(row) > model_->loss(worst))
            worst = row;
    QString text = tr("Step %1: the mean loss of %2 samples is %3. Sample %4 has the greatest, %5.")
                       .arg(countText(assessed()->step), countText(samples), valueText(model_->meanLoss()),
                            countText(model_->sample(worst) + 1), valueText(model_->loss(worst)));
    if (runCount() > 1)
        text.prepend(runName(shownRun()) + QStringLiteral(". "));
    return text;
}

} // namespace downhill::app
