#include "views/network_graph_view.h"

#include "charts/number_text.h"
#include "charts/steady_label.h"
#include "theme/appearance.h"
#include "theme/look.h"
#include "views/weight_field.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace downhill::app {
namespace {

constexpr int kNarrow = 320; // px; narrower, the field for a weight stands below what is told of it

/// Before the first act nothing has been computed, and the zeros of a new run are no gradient.
bool hasGradient(const training::RunSnapshot& run) {
    return run.step > 0 || run.nextActAt > 0;
}

} // namespace

NetworkGraphView::NetworkGraphView(const lesson::View& view, Appearance& appearance, QWidget* parent)
    : CardView(view, tr("The network"), appearance, parent), canvas_(new GraphCanvas(appearance, this)),
      readingRow_(new QHBoxLayout), reading_(new SteadyLabel(this, 2)), weight_(new WeightField(this)),
      sampleName_(new QLabel(tr("Sample"), this)), sample_(new QSpinBox(this)),
      back_(new QPushButton(tr("Back"), this)), next_(new QPushButton(tr("Next"), this)),
      sentence_(new QLabel(this)) {
    canvas_->setAccessibleName(tr("Network graph"));
    weight_->setAccessibleName(tr("Value of the chosen weight"));
    weight_->setToolTip(tr("Sets the chosen weight; training pauses"));
    sample_->setButtonSymbols(QAbstractSpinBox::NoButtons);
    sample_->setAccessibleName(tr("Sample that is followed"));
    sample_->setToolTip(tr("The training sample that the walk follows"));
    back_->setAccessibleName(tr("Previous stop of the walk"));
    next_->setAccessibleName(tr("Next stop of the walk"));
    sentence_->setTextFormat(Qt::PlainText);
    sentence_->setWordWrap(true);

    readingRow_->setSpacing(space::kS);
    readingRow_->addWidget(reading_, 1);
    readingRow_->addWidget(weight_, 0, Qt::AlignLeft);
    setLook(back_, "compact");
    setLook(next_, "compact");
    auto* walk = new QHBoxLayout;
    walk->setSpacing(space::kS);
    for (QWidget* part : {static_cast<QWidget*>(sampleName_), static_cast<QWidget*>(sample_),
                          static_cast<QWidget*>(back_), static_cast<QWidget*>(next_)})
        walk->addWidget(part);
    walk->addStretch(1);
    column().addWidget(canvas_, 1);
    column().addLayout(readingRow_);
    column().addLayout(walk);
    column().addWidget(sentence_);

    connect(canvas_, &GraphCanvas::chosenChanged, this, &NetworkGraphView::readOut);
    connect(canvas_, &GraphCanvas::pointedAt, this, [this](qlonglong parameter) {
        pointed_ = parameter < 0 ? std::nullopt : std::optional(static_cast<std::size_t>(parameter));
        readOut();
    });
    connect(weight_, &QDoubleSpinBox::valueChanged, this, [this](double value) {
        if (canvas_->chosen())
            Q_EMIT weightEdited(shownRun(), *canvas_->chosen(), value);
    });
    connect(sample_, &QSpinBox::valueChanged, this, [this] {
        walkTo(-1);
        draw();
    });
    connect(next_, &QPushButton::clicked, this, [this] { walkTo(stop_ + 1); });
    connect(back_, &QPushButton::clicked, this, [this] { walkTo(stop_ - 1); });
    restyle();
    refresh();
}

void NetworkGraphView::setExperiment(const lesson::ExperimentBlock& block,
                                     std::shared_ptr<const training::SplitDataset<float>> data) {
    inside_.reset();
    stops_.clear();
    stop_ = -1;
    way_.reset();
    pointed_.reset();
    if (const auto* problem = std::get_if<training::NetworkProblem>(&block.experiment.problem)) {
        inside_ = NetworkInside::create(*problem, data);
        names_ = ParameterNames(block.experiment.problem, data.get());
    }
    if (inside_) {
        stops_ = NetworkWalk::stops(inside_->network().layers());
        canvas_->reserve(inside_->network().layers());
        const QSignalBlocker quiet(sample_);
        sample_->setRange(1, static_cast<int>(inside_->samples()));
    }
    CardView::setExperiment(block, std::move(data));
}

void NetworkGraphView::resizeEvent(QResizeEvent* event) {
    CardView::resizeEvent(event);
    const bool narrow = width() < kNarrow * theme().textScale;
    readingRow_->setDirection(narrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

void NetworkGraphView::restyle() {
    reading_->setFont(theme().small());
    sentence_->setFont(theme().small());
    sampleName_->setFont(theme().small());
}

bool NetworkGraphView::fits() const {
    const training::RunSnapshot* run = shownSnapshot();
    return inside_ && run != nullptr && inside_->fits(run->parameters, run->statistics);
}

void NetworkGraphView::refresh() {
    if (stop_ >= 0 && fits())
        way_ = inside_->way(shownSnapshot()->parameters, shownSnapshot()->statistics, sample_->value() - 1);
    draw();
    showWalk();
    readOut();
    const training::RunSnapshot* run = shownSnapshot();
    if (!fits()) {
        setSubtitle({});
        return;
    }
    const QString size =
        tr("step %1 · %2 parameters")
            .arg(countText(run->step), countText(static_cast<std::int64_t>(run->parameters.size())));
    setSubtitle(hasGradient(*run) ? size + tr(" · arrows: where weights should go") : size);
}

void NetworkGraphView::draw() {
    GraphCanvas::Picture picture;
    if (fits()) {
        const training::RunSnapshot& run = *shownSnapshot();
        const auto layers = inside_->network().layers();
        picture.layers.assign(layers.begin(), layers.end());
        picture.parameters = run.parameters;
        if (hasGradient(run))
            picture.gradient = run.gradient;
        picture.maps = inside_->maps(run.parameters, run.statistics);
        for (std::int64_t i = 0; data() && i < std::min(layers.front().inputs, GraphLayout::kMostUnits); ++i)
            picture.inputs.push_back(featureName(*data(), i));
        if (stop_ >= 0 && way_) {
            picture.stop = stops_[static_cast<std::size_t>(stop_)];
            // A unit has its value once the walk has passed it.
            picture.values.push_back(way_->activations.front());
            for (std::size_t l = 0; l < layers.size(); ++l) {
                const bool back = picture.stop->kind == WalkStop::Kind::UnitError ||
                                  picture.stop->kind == WalkStop::Kind::WeightSlope;
                std::vector<double> values = way_->activations[l + 1];
                if (!back && picture.stop->layer < l)
                    values.clear();
                else if (!back && picture.stop->layer == l)
                    values.resize(static_cast<std::size_t>(
                        picture.stop->unit + (picture.stop->kind == WalkStop::Kind::Unit ? 1 : 0)));
                picture.values.push_back(std::move(values));
            }
        }
    }
    canvas_->setPicture(std::move(picture));
}

QString NetworkGraphView::readingOf(std::size_t parameter) const {
    const training::RunSnapshot& run = *shownSnapshot();
    const double value = static_cast<double>(run.parameters[parameter]);
    if (!hasGradient(run) || parameter >= run.gradient.size())
        return QStringLiteral("%1: %2").arg(names_.of(parameter), valueText(value));
    const auto slope = static_cast<double>(run.gradient[parameter]);
    return tr("%1: %2, slope %3").arg(names_.of(parameter), valueText(value), valueText(slope, 3));
}

void NetworkGraphView::readOut() {
    const auto chosen = canvas_->chosen();
    const auto read = pointed_ ? pointed_ : chosen;
    const bool can = fits() && chosen && *chosen < shownSnapshot()->parameters.size();
    weight_->setEnabled(can);
    if (!fits() || !read || *read >= shownSnapshot()->parameters.size()) {
        reading_->say(tr("The network stands here once its data are there."));
        return;
    }
    reading_->say(readingOf(*read));
    canvas_->setAccessibleDescription(reading_->said());
    if (canvas_->hasFocus()) {
        QAccessibleEvent event(canvas_, QAccessible::DescriptionChanged);
        QAccessible::updateAccessibility(&event);
    }
    if (can && !weight_->hasFocus()) {
        const QSignalBlocker quiet(weight_);
        const auto value = static_cast<double>(shownSnapshot()->parameters[*chosen]);
        weight_->setValue(std::isfinite(value) ? value : 0);
    }
}

void NetworkGraphView::walkTo(std::ptrdiff_t stop) {
    stop_ = std::clamp<std::ptrdiff_t>(stop, -1, std::ssize(stops_) - 1);
    way_.reset();
    if (stop_ >= 0 && fits()) {
        way_ = inside_->way(shownSnapshot()->parameters, shownSnapshot()->statistics, sample_->value() - 1);
        if (const auto parameter = NetworkWalk::parameterOf(inside_->network().layers(),
                                                            stops_[static_cast<std::size_t>(stop_)]))
            canvas_->choose(parameter);
    }
    draw();
    showWalk();
}

void NetworkGraphView::showWalk() {
    const bool can = fits() && !stops_.empty();
    if (stop_ <= -1 && back_->hasFocus())
        next_->setFocus();
    if (stop_ + 1 >= std::ssize(stops_) && next_->hasFocus())
        back_->setFocus();
    back_->setEnabled(can && stop_ >= 0);
    next_->setEnabled(can && stop_ + 1 < std::ssize(stops_));
    sample_->setEnabled(can);
    QString text;
    if (fits() && stops_.empty())
        text = tr("The network is too large to be walked through edge by edge.");
    else if (fits() && stop_ < 0)
        text = tr("Next follows this sample through the network and back.");
    else if (fits() && way_)
        text = sentence();
    if (text == sentence_->text())
        return;
    sentence_->setText(text);
    setAccessibleDescription(text);
    if (stop_ >= 0) {
        QAccessibleEvent event(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&event);
    }
}

QString NetworkGraphView::reading() const {
    return reading_->said();
}

QString NetworkGraphView::sentence() const {
    if (stop_ < 0 || !way_ || !fits())
        return {};
    return NetworkWalk::sentence(inside_->network().layers(), shownSnapshot()->parameters, *way_,
                                 stops_[static_cast<std::size_t>(stop_)]);
}

QString NetworkGraphView::spokenSummary() const {
    if (!fits())
        return reading_->said();
    QStringList layers;
    for (const training::LayerShape& layer : inside_->network().layers())
        layers << countText(layer.units);
    QString text = tr("Step %1: a network of %2 inputs and layers of %3 units.")
                       .arg(countText(shownSnapshot()->step), countText(inside_->network().inputs()),
                            layers.join(QStringLiteral(", ")));
    text += u' ' + reading_->said() + u'.';
    if (const QString stop = sentence(); !stop.isEmpty())
        text += u' ' + stop;
    return text;
}

} // namespace downhill::app
