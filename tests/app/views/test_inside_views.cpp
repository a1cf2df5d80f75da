#include "player/reading_desk.h"
#include "sample_experiments.h"
#include "sweep.h"
#include "text/markup_view.h"
#include "view_window.h"
#include "views/optimizer_state_view.h"
#include "views/update_formula_view.h"

#include <QScrollBar>
#include <QTableView>
#include <QtTest>

#include <cmath>
#include <limits>

using namespace downhill;
using namespace downhill::app;
using namespace Qt::StringLiterals;
using lesson::ViewKind;

/// What the views of a step's inside have in common, and those that show the optimizer.
class TestInsideViews : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { desk_ = std::make_unique<ReadingDesk>(); }

    void isNamedAndSpeaks_data() { everyView(); }
    void isNamedAndSpeaks();
    void namesWhateverTakesTheFocus_data() { everyView(); }
    void namesWhateverTakesTheFocus();
    void survivesWhatItCannotShow_data() { everyView(); }
    void survivesWhatItCannotShow();
    void followsTheThemeAndFits_data() { everyView(); }
    void followsTheThemeAndFits();
    void asksForItsPartsOnly();
    void aRunThatHasNotBegunHasNoGradient();
    void theTableHoldsWhatTheOptimizerRemembers();
    void namesAreAsShortAsTheNetworkLets_data();
    void namesAreAsShortAsTheNetworkLets();
    void columnsThatTheOptimizerHasNotAreHidden();
    void twoParametersHaveTheTableAlone();
    void theTableNeedsNoScrollBarBesideAText();
    void twoParametersStandSideBySide();
    void theFormulaIsTypeset();
    void theFormulaFollowsTheParameterAndStaysWithinAStep();

private:
    void everyView();
    std::unique_ptr<ExperimentView> make(ViewKind kind, const QString& title = {}) {
        return viewOf(samples::view(kind), desk_->context, title);
    }

    std::unique_ptr<ReadingDesk> desk_{};
};

void TestInsideViews::everyView() {
    QTest::addColumn<ViewKind>("kind");
    for (const auto& [name, kind] : samples::insideKinds())
        QTest::newRow(name) << kind;
}

void TestInsideViews::isNamedAndSpeaks() {
    QFETCH(ViewKind, kind);
    TrainedFrames frames(samples::circleByAdam());
    frames.train(10);
    const auto view = make(kind);
    QVERIFY(!view->accessibleName().isEmpty());
    QVERIFY(!view->spokenSummary().isEmpty());
    frames.showIn(*view);
    QVERIFY2(view->spokenSummary().contains(u"tep 10"_s), qPrintable(view->spokenSummary()));
    QCOMPARE(make(kind, u"Watch this"_s)->accessibleName(), u"Watch this"_s);
}

void TestInsideViews::namesWhateverTakesTheFocus() {
    QFETCH(ViewKind, kind);
    TrainedFrames frames(samples::circleByAdam());
    frames.train(3);
    const auto view = make(kind);
    frames.showIn(*view);
    const sweep::TabStops stops = sweep::tabStops(*view);
    QVERIFY2(stops.nameless.isEmpty(), qPrintable(stops.nameless.join(u'\n')));
    QVERIFY(stops.count > 0);
}

void TestInsideViews::survivesWhatItCannotShow() {
    QFETCH(ViewKind, kind);
    TrainedFrames frames(samples::circleByAdam());
    frames.train(3);
    const auto view = make(kind);
    view->showFrame({});
    view->showFrame(frames.frame()); // before an experiment
    view->grab();
    view->setExperiment(frames.block(), nullptr);
    view->showFrame(frames.frame());
    view->grab();
    view->setExperiment(frames.block(), frames.data());
    for (const float bad :
         {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity(), 3e38F}) {
        ExperimentFrame frame = frames.frame();
        training::RunSnapshot& run = frame.snapshot.runs.front();
        for (std::vector<float>* values :
             {&run.parameters, &run.gradient, &run.lastMove, &run.optimizer.first, &run.optimizer.second,
              &run.layers.back().activations})
            values->assign(values->size(), bad);
        run.batchLoss = static_cast<double>(bad);
        run.stopReason = training::StopReason::Diverged;
        view->showFrame(frame);
        view->grab();
        QVERIFY(!view->spokenSummary().isEmpty());
    }
    ExperimentFrame other = frames.frame();
    other.snapshot.runs.front().parameters = {1, 2, 3};
    other.snapshot.runs.front().nextActAt = 99;
    view->showFrame(other);
    view->grab();
    other.snapshot.runs.clear();
    view->showFrame(other);
    view->grab();
    QVERIFY(!view->spokenSummary().isEmpty());
}

void TestInsideViews::followsTheThemeAndFits() {
    QFETCH(ViewKind, kind);
    TrainedFrames frames(samples::circleByAdam());
    frames.train(3);
    const auto view = make(kind);
    frames.showIn(*view);
    QVERIFY(qGray(view->grab().toImage().pixel(320, 8)) > 200);
    desk_->appearance.setScheme(Appearance::Scheme::Dark);
    QVERIFY(qGray(view->grab().toImage().pixel(320, 8)) < 60);
    desk_->appearance.setScheme(Appearance::Scheme::Light);
    for (const QSize size : {QSize(460, 360), QSize(1000, 700)}) {
        view->resize(size);
        QCoreApplication::processEvents();
        QCOMPARE(view->size(), size.expandedTo(view->minimumSize()));
        QCOMPARE(view->width(), size.width());
        QVERIFY(view->minimumHeight() <= 450);
    }
}

void TestInsideViews::asksForItsPartsOnly() {
    QCOMPARE(make(ViewKind::NetworkGraph)->parts(), training::SnapshotParts{});
    QCOMPARE(make(ViewKind::OptimizerState)->parts(), training::SnapshotParts{.optimizer = true});
    QCOMPARE(make(ViewKind::LossCurves)->parts(), training::SnapshotParts{});
}

void TestInsideViews::aRunThatHasNotBegunHasNoGradient() {
    TrainedFrames frames(samples::circleByAdam());
    const auto view = make(ViewKind::OptimizerState);
    view->setExperiment(frames.block(), frames.data());
    view->showFrame(frames.frame());
    const OptimizerTable& table = static_cast<const OptimizerStateView&>(*view).model();
    QVERIFY(std::isnan(table.number(0, OptimizerTable::Gradient)));
    QCOMPARE(table.index(0, OptimizerTable::Gradient).data().toString(), u"–"_s);
    frames.train(1);
    view->showFrame(frames.frame());
    QVERIFY(std::isfinite(table.number(0, OptimizerTable::Gradient)));
}

void TestInsideViews::theTableHoldsWhatTheOptimizerRemembers() {
    TrainedFrames frames(samples::circleByAdam());
    frames.train(4);
    const auto view = make(ViewKind::OptimizerState);
    view->setExperiment(frames.block(), frames.data());
    const ExperimentFrame frame = frames.frame();
    view->showFrame(frame);
    const training::RunSnapshot& run = frame.snapshot.runs.front();
    const OptimizerTable& table = static_cast<const OptimizerStateView&>(*view).model();
    QCOMPARE(table.rowCount(), static_cast<int>(run.parameters.size()));
    double largest = 0;
    for (int row = 0; row < table.rowCount(); ++row) {
        const auto at = static_cast<std::size_t>(row);
        QCOMPARE(table.number(row, OptimizerTable::First), static_cast<double>(run.optimizer.first[at]));
        QCOMPARE(table.number(row, OptimizerTable::Second), static_cast<double>(run.optimizer.second[at]));
        QCOMPARE(table.number(row, OptimizerTable::Move), static_cast<double>(run.lastMove[at]));
        const double share =
            table.index(row, OptimizerTable::Move).data(OptimizerTable::ShareRole).toDouble();
        QVERIFY(std::abs(share) <= 1 && (share > 0) == (run.lastMove[at] > 0));
        largest = std::max(largest, std::abs(share));
    }
    QCOMPARE(largest, 1.0);
    QCOMPARE(table.index(0, 0).data(Qt::ToolTipRole).toString(), u"Layer 1: weight from x₁ to unit 1"_s);
}

void TestInsideViews::namesAreAsShortAsTheNetworkLets_data() {
    QTest::addColumn<std::vector<int>>("units"); // of each layer, on one feature
    QTest::addColumn<QStringList>("names");
    QTest::newRow("one unit") << std::vector{1} << QStringList{u"weight of x"_s, u"bias"_s};
    QTest::newRow("one layer") << std::vector{2}
                               << QStringList{u"weight from x to unit 1"_s, u"weight from x to unit 2"_s,
                                              u"bias of unit 1"_s, u"bias of unit 2"_s};
    QTest::newRow("two layers") << std::vector{2, 1}
                                << QStringList{u"Layer 1: weight from x to unit 1"_s,
                                               u"Layer 1: weight from x to unit 2"_s,
                                               u"Layer 1: bias of unit 1"_s,
                                               u"Layer 1: bias of unit 2"_s,
                                               u"Layer 2: weight of unit 1"_s,
                                               u"Layer 2: weight of unit 2"_s,
                                               u"Layer 2: bias"_s};
}

void TestInsideViews::namesAreAsShortAsTheNetworkLets() {
    QFETCH(std::vector<int>, units);
    QFETCH(QStringList, names);
    training::NetworkProblem problem;
    problem.network.layers.clear();
    for (const int count : units)
        problem.network.layers.push_back({count, training::Activation::Linear});
    training::SplitDataset<float> data;
    data.train.features = Eigen::MatrixXf::Zero(1, 3);
    data.train.featureNames = {"x"};
    const ParameterNames of(problem, &data);
    QCOMPARE(static_cast<qsizetype>(of.count()), names.size());
    for (std::size_t i = 0; i < of.count(); ++i) {
        QCOMPARE(of.of(i), names[static_cast<qsizetype>(i)]);
        QVERIFY(of.brief(i).size() <= of.of(i).size());
    }
    QCOMPARE(of.brief(0),
             units.size() == 1 ? (units[0] == 1 ? u"weight of x"_s : u"x → 1"_s) : u"1: x → 1"_s);
}

void TestInsideViews::columnsThatTheOptimizerHasNotAreHidden() {
    TrainedFrames frames(samples::circle()); // SGD remembers nothing
    frames.train(4);
    const auto view = make(ViewKind::OptimizerState);
    frames.showIn(*view);
    const QTableView& table = static_cast<const OptimizerStateView&>(*view).table();
    QVERIFY(table.isColumnHidden(OptimizerTable::First) && table.isColumnHidden(OptimizerTable::Second));
    QVERIFY(!table.isColumnHidden(OptimizerTable::Gradient) && !table.isColumnHidden(OptimizerTable::Move));
}

void TestInsideViews::twoParametersHaveTheTableAlone() {
    TrainedFrames frames(samples::line(false)); // a weight and a bias
    frames.train(4);
    const auto view = make(ViewKind::OptimizerState);
    view->resize(1000, 420);
    view->setExperiment(frames.block(), frames.data());
    view->showFrame(frames.frame());
    const auto& state = static_cast<const OptimizerStateView&>(*view);
    QCOMPARE(state.model().rowCount(), 2);
    QVERIFY(!state.choice(0).isVisible() && !state.choice(1).isVisible());
    QVERIFY(state.table().isVisible());
}

void TestInsideViews::theTableNeedsNoScrollBarBesideAText() {
    TrainedFrames frames(samples::circleByAdam()); // with all its columns
    frames.train(4);
    const auto view = make(ViewKind::OptimizerState);
    view->setExperiment(frames.block(), frames.data());
    view->showFrame(frames.frame());
    const QTableView& table = static_cast<const OptimizerStateView&>(*view).table();
    for (const int width : {1000, 531, 400}) { // 531 px are what a window of 1024 leaves
        view->resize(width, 300);
        QCoreApplication::processEvents();
        QCOMPARE(view->width(), width);
        QCOMPARE(table.horizontalScrollBar()->maximum(), 0);
        const QAbstractItemView& cells = table; // to which the next is public
        QVERIFY(cells.sizeHintForColumn(OptimizerTable::Name) <= table.columnWidth(OptimizerTable::Name));
    }
}

void TestInsideViews::twoParametersStandSideBySide() {
    TrainedFrames frames(samples::circleByAdam());
    frames.train(4);
    const auto view = make(ViewKind::OptimizerState);
    frames.showIn(*view);
    const auto& state = static_cast<const OptimizerStateView&>(*view);
    QVERIFY(state.choice(0).currentText() != state.choice(1).currentText());
    const QString before = view->spokenSummary();
    QTest::keyClick(&state.choice(1), Qt::Key_End);
    QVERIFY(state.choice(1).currentText().contains(u"bias"_s));
    QVERIFY(view->spokenSummary() != before);
    QVERIFY(view->spokenSummary().contains(state.choice(1).currentText()));
}

void TestInsideViews::theFormulaIsTypeset() {
    TrainedFrames frames(samples::circleByAdam());
    const auto view = make(ViewKind::UpdateFormula);
    frames.showIn(*view);
    auto* page = view->findChild<MarkupView*>();
    QVERIFY(page && !page->isVisible()); // before the first step
    frames.train(3);
    view->showFrame(frames.frame());
    QVERIFY(page->isVisible());
    QTRY_VERIFY_WITH_TIMEOUT(page->isPrepared(), 30'000);
    QVERIFY2(page->spokenText().contains(u"\\beta_1"_s), qPrintable(page->spokenText()));
}

void TestInsideViews::theFormulaFollowsTheParameterAndStaysWithinAStep() {
    TrainedFrames frames(samples::circleByAdam());
    frames.train(3);
    const auto made = make(ViewKind::UpdateFormula);
    auto& view = static_cast<UpdateFormulaView&>(*made);
    frames.showIn(view);
    const QString first = view.formula();
    QVERIFY(first.contains(u"\\hat m"_s));
    QTest::keyClick(&view.parameterField(), Qt::Key_Down);
    QVERIFY(view.formula() != first);
    const QString second = view.formula();
    frames.act(); // the gradient is zero now; the last update stays
    view.showFrame(frames.frame());
    QCOMPARE(view.formula(), second);
    frames.train(1);
    view.showFrame(frames.frame());
    QVERIFY(view.formula() != second);
    QVERIFY(view.numbers().has_value());
    QCOMPARE(view.numbers()->steps, std::int64_t{4});
}

QTEST_MAIN(TestInsideViews)
#include "test_inside_views.moc"
