#include "views/digits_view.h"

#include "charts/chart_header.h"
#include "charts/number_text.h"
#include "charts/path_item.h"
#include "theme/look.h"
#include "theme/theme.h"
#include "views/confusion_item.h"
#include "views/digit_field.h"
#include "views/tiles_item.h"

#include <QHBoxLayout>

#include <algorithm>
#include <cmath>

namespace downhill::app {

namespace {

constexpr int kMostTiles = 40;
constexpr double kTileHeight = 1.4; ///< of its width, with its caption
constexpr double kLeastTile = 48;   ///< px at the usual text size

} // namespace

DigitsView::DigitsView(const lesson::View& view, Appearance& appearance, QWidget* parent)
    : ChartedView(view, tr("Digits"), appearance, parent), pages_(new QComboBox(this)),
      mistakes_(new QToolButton(this)), clear_(new QPushButton(tr("Clear"), this)),
      field_(new DigitField(appearance, this)), desk_(new QWidget(this)),
      tiles_(new TilesItem(chart(), theme())), bars_(new PathItem(chart())) {
    pages_->addItems({tr("Samples"), tr("First weights"), tr("Your drawing")});
    pages_->setAccessibleName(tr("Pictures shown"));
    mistakes_->setText(tr("Mistakes"));
    mistakes_->setCheckable(true);
    mistakes_->setAccessibleName(tr("Only what is named wrong"));
    clear_->setAccessibleName(tr("Clear the drawing"));
    card().header().addControl(pages_);
    card().header().addControl(mistakes_);
    auto* row = new QHBoxLayout(desk_);
    row->setContentsMargins(space::kL, 0, space::kL, space::kS);
    row->addStretch();
    row->addWidget(field_, 2);
    row->addWidget(clear_, 0, Qt::AlignBottom);
    row->addStretch();
    card().addBelow(desk_);
    connect(pages_, &QComboBox::currentIndexChanged, this, &DigitsView::choosePage);
    connect(mistakes_, &QToolButton::toggled, this, &DigitsView::redraw);
    connect(clear_, &QPushButton::clicked, field_, &DigitField::clear);
    connect(field_, &DigitField::changed, this, &DigitsView::readDrawing);
    connect(&feed_, &AssessmentFeed::assessed, this, &DigitsView::redraw);
    chart().setProbe([this](QPointF value) { return probe(value); });
    chart().setStops([this](QPointF value, int right) { return step(value, {right, 0}); });
    chart().setRises([this](QPointF value, int up) { return step(value, {0, up}); });
    choosePage();
}

bool DigitsView::hasImages() const {
    return data() && data()->train.size() > 0 && data()->train.width > 0 &&
           data()->train.width * data()->train.height == data()->train.features.rows();
}

void DigitsView::setExperiment(const lesson::ExperimentBlock& block,
                               std::shared_ptr<const training::SplitDataset<float>> data) {
    pass_.reset();
    ChartedView::setExperiment(block, std::move(data));
    runs_.assign(runCount(), {});
    feed_.setProblem(this->block().experiment.problem, this->data());
    const auto* problem = std::get_if<training::NetworkProblem>(&this->block().experiment.problem);
    if (problem && hasImages()) {
        if (auto network =
                training::Network<float>::create(problem->network, this->data()->train.features.rows()))
            pass_.emplace(*network, 1);
        field_->setSide(static_cast<int>(this->data()->train.width));
    }
    offerRuns(hasImages());
    choosePage();
}

void DigitsView::showFrame(const ExperimentFrame& frame) {
    for (std::size_t i = 0; i < std::min(runs_.size(), frame.snapshot.runs.size()); ++i)
        runs_[i] = frame.snapshot.runs[i];
    if (shownRun() < runs_.size() && page() == Page::Samples)
        feed_.ask(runs_[shownRun()]);
    if (page() == Page::Weights)
        redraw();
    if (page() == Page::Drawing)
        readDrawing();
    chart().refreshReadOut();
}

void DigitsView::runChosen() {
    feed_.forget();
    if (shownRun() < runs_.size())
        feed_.ask(runs_[shownRun()]);
    choosePage();
}

void DigitsView::restyle() {
    redraw();
}

void DigitsView::spaceChanged() {
    if (!drawing_ && page() != Page::Drawing)
        redraw();
}

const training::RunSnapshot* DigitsView::run() const {
    if (!pass_ || shownRun() >= runs_.size())
        return nullptr;
    const training::RunSnapshot& run = runs_[shownRun()];
    const bool fits = std::ssize(run.parameters) == pass_->network().parameterCount() &&
                      std::ssize(run.statistics) == pass_->network().statisticsCount();
    return fits ? &run : nullptr;
}

const training::Assessment* DigitsView::assessment() const {
    if (!feed_.found())
        return nullptr;
    const training::Assessment& found = hasTest() ? feed_.found()->test : feed_.found()->train;
    return std::ssize(found.named) == set().size() ? &found : nullptr;
}

void DigitsView::choosePage() {
    const bool draws = page() == Page::Drawing && hasImages();
    desk_->setVisible(draws);
    mistakes_->setVisible(page() == Page::Samples);
    card().header().arrange();
    chart().setEqualAxes(false);
    chart().setGrid(draws, false);
    chart().setAxisTitles(draws ? tr("Probability") : QString(), draws ? tr("Class") : QString());
    chart().goHome();
    if (shownRun() < runs_.size() && page() == Page::Samples)
        feed_.ask(runs_[shownRun()]);
    redraw();
}

void DigitsView::redraw() {
    const bool wasDrawing = std::exchange(drawing_, true);
    const training::RunSnapshot* now = run();
    tiles_->setTiles({}, 1);
    bars_->setPieces({});
    samples_.clear();
    card().setSubtitle({});
    if (page() != Page::Drawing || !now)
        chart().setTicks({{-1, {}, true}}, {{-1e9, {}, true}}); // nameless ones: no line and no numbers
    if (!hasImages() || !pass_) {
        chart().setNotice(tr("Pictures need a network on images."));
    } else if (!now) {
        chart().setNotice(tr("Nothing to show yet."));
    } else {
        chart().setNotice({});
        if (page() == Page::Samples)
            drawSamples();
        else if (page() == Page::Weights)
            drawWeights(*now);
        else
            readDrawing();
    }
    drawing_ = wasDrawing;
}

std::size_t DigitsView::roomForTiles() const {
    const QRectF area = chart().space().area;
    const double side = kLeastTile * theme().textScale;
    const double room = std::floor(area.width() / side) * std::floor(area.height() / (side * kTileHeight));
    return static_cast<std::size_t>(std::clamp(room, 1.0, static_cast<double>(kMostTiles)));
}

int DigitsView::columnsFor(int tiles) const {
    // As square as the plot lets them be.
    const QRectF area = chart().space().area;
    const double wanted = std::sqrt(tiles * kTileHeight * area.width() / std::max(1.0, area.height()));
    return std::clamp(static_cast<int>(std::ceil(wanted)), 1, std::max(1, tiles));
}

QImage DigitsView::sampleImage(Eigen::Index sample) const {
    const training::Dataset<float>& shown = set();
    QImage picture(static_cast<int>(shown.width), static_cast<int>(shown.height), QImage::Format_RGB32);
    const training::Standardisation& scale = data()->inputs.standardisation;
    for (int row = 0; row < picture.height(); ++row)
        for (int column = 0; column < picture.width(); ++column) {
            const Eigen::Index pixel = row * shown.width + column;
            const auto seen = static_cast<double>(shown.features(pixel, sample));
            const double ink = scale.empty() ? seen : scale.undo(static_cast<std::size_t>(pixel), seen);
            picture.setPixelColor(column, row,
                                  Theme::mix(theme().sunken, theme().text, std::clamp(ink, 0.0, 1.0)));
        }
    return picture;
}

QImage DigitsView::weightImage(const training::RunSnapshot& run, Eigen::Index unit) const {
    const training::LayerShape& layer = pass_->network().layers().front();
    const float* weights = run.parameters.data() + layer.weights + unit * layer.inputs;
    float largest = 0;
    for (Eigen::Index i = 0; i < layer.inputs; ++i)
        if (std::isfinite(weights[i]))
            largest = std::max(largest, std::abs(weights[i]));
    QImage picture(static_cast<int>(data()->train.width), static_cast<int>(data()->train.height),
                   QImage::Format_RGB32);
    for (int row = 0; row < picture.height(); ++row)
        for (int column = 0; column < picture.width(); ++column) {
            const float weight = weights[row * data()->train.width + column];
            const double share =
                largest > 0 && std::isfinite(weight) ? static_cast<double>(weight / largest) : 0.0;
            picture.setPixelColor(
                column, row,
                Theme::mix(theme().heatMiddle, share < 0 ? runColor(0) : runColor(1), std::abs(share)));
        }
    return picture;
}

void DigitsView::drawSamples() {
    const training::Assessment* found = assessment();
    if (!found) {
        chart().setNotice(tr("No sample has been read yet."));
        return;
    }
    const std::size_t most = roomForTiles();
    Eigen::Index wrong = 0;
    for (Eigen::Index i = 0; i < set().size(); ++i) {
        const bool right = found->named[static_cast<std::size_t>(i)] == std::lround(set().targets(0, i));
        wrong += right ? 0 : 1;
        if (samples_.size() < most && !(mistakes_->isChecked() && right))
            samples_.push_back(i);
    }
    const QString what = hasTest() ? tr("test samples") : tr("training samples");
    card().setSubtitle(tr("%1 wrong of %2 (%3) · %4 · step %5")
                           .arg(countText(wrong), countText(set().size()),
                                shareText(static_cast<double>(wrong) / static_cast<double>(set().size())),
                                what, countText(feed_.found()->step)));
    if (samples_.empty())
        chart().setNotice(tr("None of them is named wrong."));
    const int columns = columnsFor(static_cast<int>(samples_.size()));
    QList<TilesItem::Tile> tiles;
    for (const Eigen::Index sample : samples_) {
        const int named = found->named[static_cast<std::size_t>(sample)];
        const auto label = std::lround(set().targets(0, sample));
        const bool right = named == label;
        tiles.append({sampleImage(sample),
                      right ? QString::number(label)
                            : QStringLiteral("%1 → %2").arg(label).arg(named < 0 ? QStringLiteral("?")
                                                                                 : QString::number(named)),
                      right ? QColor() : theme().bad, !right});
    }
    const int rows = (static_cast<int>(tiles.size()) + columns - 1) / columns;
    tiles_->setTiles(std::move(tiles), columns);
    chart().setHome({-0.5, columns - 0.5}, {0.5 - std::max(1, rows), 0.5});
}

void DigitsView::drawWeights(const training::RunSnapshot& run) {
    const training::LayerShape& layer = pass_->network().layers().front();
    const int units =
        static_cast<int>(std::min<Eigen::Index>(layer.units, static_cast<Eigen::Index>(roomForTiles())));
    QList<TilesItem::Tile> tiles;
    for (int unit = 0; unit < units; ++unit)
        tiles.append({weightImage(run, unit), tr("unit %1").arg(unit + 1), {}, false});
    const int columns = columnsFor(units);
    const int rows = (units + columns - 1) / columns;
    tiles_->setTiles(std::move(tiles), columns);
    chart().setHome({-0.5, columns - 0.5}, {0.5 - rows, 0.5});
    card().setSubtitle(tr("step %1 · the weights of %2 of %3 units: orange for ink, blue against it")
                           .arg(countText(run.step), countText(units), countText(layer.units)));
}

void DigitsView::readDrawing() {
    shares_.clear();
    const training::RunSnapshot* now = run();
    if (page() != Page::Drawing || !now)
        return;
    const int classes = static_cast<int>(pass_->network().outputs());
    if (!field_->isEmpty()) {
        std::vector<float> pixels = field_->pixels();
        const training::Standardisation& scale = data()->inputs.standardisation;
        for (std::size_t i = 0; i < pixels.size() && !scale.empty(); ++i)
            pixels[i] = static_cast<float>(scale.apply(i, static_cast<double>(pixels[i])));
        pass_->take(pixels.data(), 1);
        pass_->evaluate(now->parameters, now->statistics);
        const training::LayerView<float> outputs = pass_->outputs();
        double greatest = static_cast<double>(outputs.maxCoeff()), sum = 0;
        for (int i = 0; i < classes; ++i)
            shares_.push_back(std::exp(static_cast<double>(outputs(i, 0)) - greatest));
        for (const double share : shares_)
            sum += share;
        for (double& share : shares_)
            share /= sum;
        if (!std::isfinite(sum))
            shares_.clear();
    }
    std::vector<Tick> names;
    QPainterPath bars, best;
    const auto named = std::ranges::max_element(shares_) - shares_.begin();
    for (int i = 0; i < classes; ++i) {
        names.push_back({static_cast<double>(-i), QString::number(i), false});
        if (!shares_.empty())
            (i == named ? best : bars)
                .addRect(
                    QRectF(QPointF(0, -i - 0.36), QPointF(shares_[static_cast<std::size_t>(i)], -i + 0.36)));
    }
    chart().setTicks({}, std::move(names));
    chart().setHome({0, 1}, {0.4 - classes, 0.6});
    bars_->setPieces(
        {{bars, Qt::NoPen, Theme::mix(theme().plot, runColor(0), 0.5)}, {best, Qt::NoPen, runColor(0)}});
    card().setSubtitle(shares_.empty() ? tr("step %1 · draw a digit below").arg(countText(now->step))
                                       : tr("step %1 · read as %2, %3")
                                             .arg(countText(now->step), QString::number(named),
                                                  shareText(shares_[static_cast<std::size_t>(named)])));
    chart().refreshReadOut();
}

std::optional<ReadOut> DigitsView::probe(QPointF value) const {
    const int column = static_cast<int>(std::lround(value.x())),
              row = static_cast<int>(std::lround(-value.y()));
    ReadOut readOut;
    readOut.upright = readOut.level = false;
    if (page() == Page::Drawing) {
        if (row < 0 || row >= static_cast<int>(shares_.size()))
            return std::nullopt;
        readOut.at = {shares_[static_cast<std::size_t>(row)], static_cast<double>(-row)};
        readOut.heading = tr("Class %1").arg(row);
        readOut.rows = {
            {tr("probability"), shareText(shares_[static_cast<std::size_t>(row)]), runColor(0), {}, true}};
        return readOut;
    }
    const int tile = row * tiles_->columns() + column;
    if (!data() || row < 0 || column < 0 || column >= tiles_->columns() ||
        tile >= static_cast<int>(tiles_->tiles().size()))
        return std::nullopt;
    readOut.at = {static_cast<double>(column), static_cast<double>(-row)};
    if (page() == Page::Weights) {
        readOut.heading = tr("Unit %1 of the first layer").arg(tile + 1);
        return readOut;
    }
    const Eigen::Index sample = samples_[static_cast<std::size_t>(tile)];
    const training::Assessment* found = assessment();
    readOut.heading = tr("Sample %1").arg(countText(sample + 1));
    readOut.rows = {{tr("class"), QString::number(std::lround(set().targets(0, sample))), {}, {}, false}};
    if (found) {
        const int named = found->named[static_cast<std::size_t>(sample)];
        readOut.rows.push_back({tr("named"), named < 0 ? tr("none") : QString::number(named), {}, {}, true});
        readOut.rows.push_back(
            {tr("loss"), valueText(found->losses[static_cast<std::size_t>(sample)], 3), {}, {}, false});
    }
    return readOut;
}

std::optional<QPointF> DigitsView::step(QPointF value, QPoint way) const {
    if (page() == Page::Drawing) {
        if (shares_.empty())
            return std::nullopt;
        const double row =
            std::clamp(std::round(-value.y()) - way.y(), 0.0, static_cast<double>(shares_.size()) - 1);
        return QPointF(shares_[static_cast<std::size_t>(row)], -row);
    }
    const auto count = static_cast<int>(tiles_->tiles().size());
    if (count == 0)
        return std::nullopt;
    const int columns = tiles_->columns();
    const int tile =
        static_cast<int>(std::lround(-value.y())) * columns + static_cast<int>(std::lround(value.x()));
    const int next = std::clamp(tile + way.x() - way.y() * columns, 0, count - 1);
    const int row = next / columns;
    return QPointF(next % columns, -row);
}

QString DigitsView::spokenSummary() const {
    if (!chart().notice().isEmpty())
        return chart().notice();
    QString text = pages_->currentText() + QStringLiteral(": ") + card().header().subtitle() + u'.';
    if (runCount() > 1)
        text.prepend(runName(shownRun()) + QStringLiteral(". "));
    return text;
}

} // namespace downhill::app
