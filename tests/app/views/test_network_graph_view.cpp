#include "charts/chart_header.h"
#include "sample_experiments.h"
#include "theme/appearance.h"
#include "trained_frames.h"
#include "views/network_graph_view.h"
#include "views/weight_field.h"

#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace downhill;
using namespace downhill::app;
using namespace Qt::StringLiterals;
using Kind = WalkStop::Kind;

namespace {

/// Two inputs, two tanh units and a linear output that are trained on one point.
lesson::ExperimentBlock small() {
    lesson::ExperimentBlock block = samples::line(false);
    auto& problem = samples::networkOf(block);
    problem.dataset = {.kind = training::DatasetKind::Points};
    problem.dataset.points = {{0.5, -1, 2}, {1, 1, -1}};
    problem.network.layers = {{2, training::Activation::Tanh}, {1, training::Activation::Linear}};
    problem.loss = training::Loss::HalfMeanSquaredError;
    block.views = {samples::view(lesson::ViewKind::NetworkGraph)};
    return block;
}

} // namespace

class TestNetworkGraphView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { appearance_ = std::make_unique<Appearance>(*qApp); }

    void walksEveryEdgeForwardAndBack();
    void theWalksNumbersAreTheEngines();
    void speaksOfTheSumAsItGrows();
    void choosesParametersByKeyboard();
    void choosesAnEdgeByTheMouse();
    void setsAWeightByHand();
    void theFieldWritesAWeightAsTheLineBesideIt();
    void mapsWhatEachUnitMakesOfThePlane();
    void drawsWhatEachUnitMakesOfALine();
    void asksForTheHeightOfItsUnits_data();
    void asksForTheHeightOfItsUnits();
    void namesOfInputsStandBesideTheirNodes();
    void wideLayersAreCutOffAndSaySo();
    void aSurfaceHasNoGraph();
    void speaksOfArrowsWhereThereAreAny();
    void aChosenEdgeKeepsItsColourAndWidth();

private:
    std::unique_ptr<NetworkGraphView> make(const TrainedFrames& frames) {
        auto view =
            std::make_unique<NetworkGraphView>(samples::view(lesson::ViewKind::NetworkGraph), *appearance_);
        view->resize(640, 420);
        view->show();
        frames.showIn(*view);
        QCoreApplication::processEvents();
        return view;
    }

    std::unique_ptr<Appearance> appearance_{};
};

void TestNetworkGraphView::walksEveryEdgeForwardAndBack() {
    TrainedFrames frames(small());
    QVERIFY(frames.isValid());
    const auto view = make(frames);
    QVERIFY(view->sentence().isEmpty());
    QVERIFY(!view->backButton().isEnabled());
    QStringList said;
    for (int i = 0; i < 50 && view->nextButton().isEnabled(); ++i) {
        QTest::keyClick(&view->nextButton(), Qt::Key_Space);
        QVERIFY(!view->sentence().isEmpty());
        said << view->sentence();
    }
    // Six products and three units, the loss, three errors and six slopes.
    QCOMPARE(said.size(), 6 + 3 + 1 + 3 + 6);
    QVERIFY(said[9].contains(u"loss"_s));
    QTest::keyClick(&view->backButton(), Qt::Key_Space);
    QCOMPARE(view->sentence(), said[said.size() - 2]);
    view->sampleField().setValue(2);
    QVERIFY(view->sentence().isEmpty());
    QTest::mouseClick(&view->nextButton(), Qt::LeftButton);
    QVERIFY(view->sentence() != said[0]);
}

void TestNetworkGraphView::theWalksNumbersAreTheEngines() {
    TrainedFrames frames(small());
    QVERIFY(frames.isValid());
    const ExperimentFrame frame = frames.frame();
    const training::RunSnapshot& run = frame.snapshot.runs.front();
    auto inside = NetworkInside::create(std::get<training::NetworkProblem>(frames.block().experiment.problem),
                                        frames.data());
    QVERIFY(inside);
    // The mean of both samples' slopes is the gradient of the whole batch.
    const SampleWay first = inside->way(run.parameters, run.statistics, 0);
    const SampleWay second = inside->way(run.parameters, run.statistics, 1);
    for (int act = 0; act < 4; ++act)
        frames.act();
    const std::vector<float> gradient = frames.frame().snapshot.runs.front().gradient;
    for (std::size_t i = 0; i < gradient.size(); ++i)
        QVERIFY(std::abs((first.gradient[i] + second.gradient[i]) / 2 - static_cast<double>(gradient[i])) <
                1e-6);
    const double error = first.activations.back()[0] - 2;
    QVERIFY(std::abs(first.loss - error * error / 2) < 1e-5);
    QVERIFY(std::abs(first.deltas.back()[0] - error) < 1e-5);
}

void TestNetworkGraphView::speaksOfTheSumAsItGrows() {
    const auto network = training::Network<float>::create({.layers = {{1, training::Activation::Tanh}}}, 2);
    QVERIFY(network);
    const std::vector<float> parameters{0.3F, -0.5F, 0.25F};
    SampleWay way;
    way.activations = {{1.2, 0.5}, {std::tanh(0.36)}};
    way.deltas = {{0.4}};
    way.gradient = {0.48, 0.2, 0.4};
    way.target = 1;
    way.loss = 0.125;
    const auto say = [&](Kind kind, std::int64_t input) {
        return NetworkWalk::sentence(network->layers(), parameters, way, {kind, 0, 0, input});
    };
    QCOMPARE(say(Kind::Product, 0), u"0.3 · 1.2 = 0.36, sum so far 0.36"_s);
    QCOMPARE(say(Kind::Product, 1), u"(−0.5) · 0.5 = −0.25, sum so far 0.11"_s);
    QCOMPARE(say(Kind::Unit, 0), u"0.11 + bias 0.25 = 0.36, tanh(0.36) = 0.345"_s);
    QVERIFY(say(Kind::Loss, 0).contains(u"0.125"_s));
    QVERIFY(say(Kind::UnitError, 0).contains(u"0.4"_s));
    QVERIFY(say(Kind::WeightSlope, 0).endsWith(u"0.4 · 1.2 = 0.48"_s));
}

void TestNetworkGraphView::choosesParametersByKeyboard() {
    TrainedFrames frames(small());
    const auto view = make(frames);
    GraphCanvas& canvas = view->canvas();
    QCOMPARE(canvas.chosen(), std::optional<std::size_t>(0));
    QTest::keyClick(&canvas, Qt::Key_Down);
    QCOMPARE(canvas.chosen(), std::optional<std::size_t>(1));
    QVERIFY(view->reading().contains(u"to unit 1"_s));
    QTest::keyClick(&canvas, Qt::Key_PageDown);
    QCOMPARE(canvas.chosen(), std::optional<std::size_t>(6));
    QTest::keyClick(&canvas, Qt::Key_End);
    QCOMPARE(canvas.chosen(), std::optional<std::size_t>(8));
    QVERIFY(view->reading().contains(u"bias"_s));
    QVERIFY(view->spokenSummary().contains(view->reading()));
    QTest::keyClick(&canvas, Qt::Key_Home);
    QCOMPARE(canvas.chosen(), std::optional<std::size_t>(0));
}

void TestNetworkGraphView::choosesAnEdgeByTheMouse() {
    TrainedFrames frames(small());
    const auto view = make(frames);
    GraphCanvas& canvas = view->canvas();
    const QLineF edge = canvas.graph().edge(0, 1, 1); // from the second input to the second unit
    const QPoint place = edge.pointAt(0.8).toPoint();
    QTest::mouseMove(&canvas, place);
    QTRY_VERIFY(view->reading().contains(u"unit 2"_s));
    QCOMPARE(canvas.chosen(), std::optional<std::size_t>(0)); // only pointed at
    QTest::mouseClick(&canvas, Qt::LeftButton, {}, place);
    QCOMPARE(canvas.chosen(), std::optional<std::size_t>(3));
}

void TestNetworkGraphView::setsAWeightByHand() {
    TrainedFrames frames(small());
    const auto view = make(frames);
    QSignalSpy edited(view.get(), &ExperimentView::weightEdited);
    view->canvas().choose(4);
    QCOMPARE(edited.count(), 0); // choosing sets nothing
    const float now = frames.frame().snapshot.runs.front().parameters[4];
    QVERIFY(std::abs(view->weightField().value() - static_cast<double>(now)) < 1e-3);
    view->weightField().setFocus();
    view->weightField().selectAll();
    QTest::keyClicks(&view->weightField(), u"0.75"_s);
    QTest::keyClick(&view->weightField(), Qt::Key_Return);
    QCOMPARE(edited.count(), 1);
    QCOMPARE(edited.constFirst()[1].value<std::size_t>(), std::size_t{4});
    QCOMPARE(edited.constFirst()[2].toDouble(), 0.75);
}

void TestNetworkGraphView::theFieldWritesAWeightAsTheLineBesideIt() {
    WeightField field;
    for (const auto& [value, text] : {std::pair(-4.07, u"−4.07"_s),
                                      {0.5, u"0.5"_s},
                                      {-1000.0, u"−1000"_s},
                                      {0.0001, u"0.0001"_s},
                                      {-12.3456, u"−12.3456"_s},
                                      {0.0, u"0"_s}}) {
        field.setValue(value);
        QCOMPARE(field.text(), text);
        // What it shows, and a hyphen in the place of the minus, can be typed.
        for (const QString& typed : {text, QString(text).replace(QChar(0x2212), u'-')}) {
            field.setValue(7);
            auto* line = field.findChild<QLineEdit*>();
            line->selectAll();
            line->insert(typed);
            QTest::keyClick(&field, Qt::Key_Return);
            QCOMPARE(field.value(), value);
            QCOMPARE(field.text(), text);
        }
    }
}

void TestNetworkGraphView::mapsWhatEachUnitMakesOfThePlane() {
    TrainedFrames frames(samples::circle());
    frames.train(20);
    const auto view = make(frames);
    const auto& maps = view->canvas().picture().maps;
    QCOMPARE(maps.size(), std::size_t{4}); // the input, two layers of eight, the output
    QCOMPARE(maps[1].size(), std::size_t{8});
    const std::vector<float>& x = maps[0][0];
    constexpr std::size_t kSide = NetworkInside::kMapNodes;
    QCOMPARE(x.size(), kSide * kSide);
    QVERIFY(x[0] < x[1] && x[0] == x[kSide]); // x grows along a row and not along a column
}

void TestNetworkGraphView::drawsWhatEachUnitMakesOfALine() {
    TrainedFrames frames(samples::sineAtThreeRates());
    frames.train(20);
    const auto view = make(frames);
    GraphCanvas& canvas = view->canvas();
    const auto& maps = canvas.picture().maps;
    QCOMPARE(maps.size(), canvas.graph().columns());
    for (const auto& layer : maps)
        for (const std::vector<float>& unit : layer)
            QCOMPARE(unit.size(), std::size_t{NetworkInside::kCurveNodes});
    QVERIFY(std::ranges::is_sorted(maps[0][0]) && maps[0][0].front() < maps[0][0].back());
    // What a unit is not asked about is an empty box.
    const QRect node = canvas.graph().node(1, 0).toRect().adjusted(3, 3, -3, -3);
    const auto boxOf = [&] { return canvas.grab(node).toImage(); };
    const QImage curve = boxOf();
    GraphCanvas::Picture without = canvas.picture();
    without.maps.clear();
    canvas.setPicture(without);
    QVERIFY(boxOf() != curve);
}

void TestNetworkGraphView::asksForTheHeightOfItsUnits_data() {
    QTest::addColumn<int>("units");
    QTest::addColumn<double>("node"); // px that it gets at least
    QTest::newRow("few") << 2 << 40.0;
    QTest::newRow("many") << 8 << 20.0;
    QTest::newRow("more than are shown") << 40 << 16.0;
}

void TestNetworkGraphView::asksForTheHeightOfItsUnits() {
    QFETCH(int, units);
    QFETCH(double, node);
    lesson::ExperimentBlock block = samples::circle();
    samples::networkOf(block).network.layers = {{units, training::Activation::Tanh},
                                                {1, training::Activation::Linear}};
    TrainedFrames frames(block);
    frames.train(1);
    const auto view = make(frames);
    view->resize(500, view->minimumHeight());
    QCoreApplication::processEvents();
    QVERIFY2(view->canvas().graph().nodeSize() >= node,
             qPrintable(QString::number(view->canvas().graph().nodeSize())));
}

void TestNetworkGraphView::namesOfInputsStandBesideTheirNodes() {
    lesson::ExperimentBlock block = samples::circle();
    auto& problem = samples::networkOf(block);
    problem.dataset.features = {training::Feature::X, training::Feature::Y, training::Feature::XTimesY};
    TrainedFrames frames(block);
    QVERIFY(frames.isValid());
    frames.train(1);
    const auto view = make(frames);
    const QFontMetricsF metrics(appearance_->theme().caption());
    const auto& inputs = view->canvas().picture().inputs;
    QCOMPARE(inputs.size(), std::size_t{3});
    QVERIFY2(inputs[2].contains(u'·'), qPrintable(inputs[2]));
    QVERIFY(view->canvas().graph().node(0, 2).left() >= metrics.horizontalAdvance(inputs[2]));
}

void TestNetworkGraphView::wideLayersAreCutOffAndSaySo() {
    lesson::ExperimentBlock block = samples::circle();
    samples::networkOf(block).network.layers.front().units = 100;
    TrainedFrames frames(block);
    frames.train(2);
    const auto view = make(frames);
    const GraphLayout& graph = view->canvas().graph();
    QCOMPARE(graph.shown(1), GraphLayout::kMostUnits);
    QCOMPARE(graph.units(1), std::int64_t{100});
    QVERIFY(!view->nextButton().isEnabled());
    QTest::keyClick(&view->canvas(), Qt::Key_PageDown);
    QVERIFY(graph.isDrawn(*view->canvas().chosen()));
}

void TestNetworkGraphView::aSurfaceHasNoGraph() {
    TrainedFrames frames(samples::parabola(0.1));
    const auto view = make(frames);
    view->grab();
    QVERIFY(!view->weightField().isEnabled());
    QVERIFY(!view->nextButton().isEnabled());
    QVERIFY(!view->spokenSummary().isEmpty());
}

void TestNetworkGraphView::speaksOfArrowsWhereThereAreAny() {
    TrainedFrames frames(small());
    const auto view = make(frames);
    const auto subtitle = [&view] { return view->findChild<ChartHeader*>()->subtitle(); };
    QCOMPARE(subtitle(), u"step 0 · 9 parameters"_s);
    QVERIFY(!view->reading().contains(u"slope"_s));
    frames.train(1);
    view->showFrame(frames.frame());
    QCOMPARE(subtitle(), u"step 1 · 9 parameters · arrows: where weights should go"_s);
    QVERIFY(view->reading().contains(u", slope "_s));
}

void TestNetworkGraphView::aChosenEdgeKeepsItsColourAndWidth() {
    const TrainedFrames frames(samples::line(false)); // one weight, as wide as they come
    const auto view = make(frames);
    GraphCanvas& canvas = view->canvas();
    QCOMPARE(canvas.chosen(), std::optional<std::size_t>(0));
    const QPoint middle = canvas.graph().edge(0, 0, 0).pointAt(0.6).toPoint();
    const QImage chosen = canvas.grab().toImage();
    canvas.choose(1);
    const QImage plain = canvas.grab().toImage();
    int differ = 0;
    for (int y = -12; y <= 12; ++y) {
        const QPoint place = middle + QPoint(0, y);
        if (chosen.pixelColor(place) != plain.pixelColor(place)) {
            ++differ;
            QVERIFY(std::abs(y) > 3);
        }
    }
    QVERIFY(differ > 0 && differ <= 8); // two thin lines
}

QTEST_MAIN(TestNetworkGraphView)
#include "test_network_graph_view.moc"
