#include "charts/course_chart_view.h"
#include "experiment/view_arrangement.h"
#include "player/reading_desk.h"
#include "sample_experiments.h"
#include "sweep.h"
#include "view_window.h"
#include "views/charted_view.h"

#include <QAccessible>
#include <QtTest>

#include <cmath>
#include <limits>

using namespace downhill;
using namespace downhill::app;
using namespace Qt::StringLiterals;
using lesson::ViewKind;

/// What all views have in common, whatever they show.
class TestEveryView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { desk_ = std::make_unique<ReadingDesk>(); }

    void isNamedAndSpeaks_data() { everyView(); }
    void isNamedAndSpeaks();
    void takesTheLessonsTitle_data() { everyView(); }
    void takesTheLessonsTitle();
    void namesWhateverTakesTheFocus_data() { everyView(); }
    void namesWhateverTakesTheFocus();
    void survivesFramesBeforeAnExperiment_data() { everyView(); }
    void survivesFramesBeforeAnExperiment();
    void survivesAnExperimentWithoutItsData_data() { everyView(); }
    void survivesAnExperimentWithoutItsData();
    void survivesNumbersThatAreNone_data() { everyView(); }
    void survivesNumbersThatAreNone();
    void survivesParametersThatDoNotFit_data() { everyView(); }
    void survivesParametersThatDoNotFit();
    void paintsTheSameTwice_data() { everyView(); }
    void paintsTheSameTwice();
    void followsTheThemeAndTheTextSize_data() { everyView(); }
    void followsTheThemeAndTheTextSize();
    void fitsSmallAndLarge_data() { everyView(); }
    void fitsSmallAndLarge();

private:
    void everyView();
    std::unique_ptr<ExperimentView> make(ViewKind kind, const QString& title = {}) {
        return viewOf(samples::view(kind, true, true), desk_->context, title);
    }
    std::unique_ptr<ExperimentView> makeTrained(ViewKind kind);

    std::unique_ptr<ReadingDesk> desk_{};
};

void TestEveryView::everyView() {
    QTest::addColumn<ViewKind>("kind");
    for (const auto& [name, kind] : samples::chartedKinds())
        QTest::newRow(name) << kind;
}

std::unique_ptr<ExperimentView> TestEveryView::makeTrained(ViewKind kind) {
    TrainedFrames frames(samples::suiting(kind));
    frames.train(30);
    auto view = make(kind);
    frames.showIn(*view);
    return view;
}

void TestEveryView::isNamedAndSpeaks() {
    QFETCH(ViewKind, kind);
    const auto view = makeTrained(kind);
    QVERIFY(!view->accessibleName().isEmpty());
    QVERIFY(view->spokenSummary().size() > 20);
    auto* chart = view->findChild<CourseChartView*>();
    QVERIFY(chart);
    QAccessibleInterface* interface = QAccessible::queryAccessibleInterface(chart);
    QCOMPARE(interface->role(), QAccessible::Chart);
    QCOMPARE(interface->text(QAccessible::Name), view->accessibleName());
    QCOMPARE(interface->text(QAccessible::Value), view->spokenSummary());
}

void TestEveryView::takesTheLessonsTitle() {
    QFETCH(ViewKind, kind);
    QCOMPARE(make(kind, u"Watch this"_s)->accessibleName(), u"Watch this"_s);
}

void TestEveryView::namesWhateverTakesTheFocus() {
    QFETCH(ViewKind, kind);
    const auto view = makeTrained(kind);
    const sweep::TabStops stops = sweep::tabStops(*view);
    QVERIFY2(stops.nameless.isEmpty(), qPrintable(stops.nameless.join(u'\n')));
    QVERIFY(stops.count > 0);
}

void TestEveryView::survivesFramesBeforeAnExperiment() {
    QFETCH(ViewKind, kind);
    TrainedFrames frames(samples::suiting(kind));
    frames.train(3);
    const auto view = make(kind);
    view->showFrame({});
    view->showFrame(frames.frame());
    view->grab();
    QVERIFY(!view->spokenSummary().isEmpty());
}

void TestEveryView::survivesAnExperimentWithoutItsData() {
    QFETCH(ViewKind, kind);
    TrainedFrames frames(samples::suiting(kind));
    frames.train(3);
    const auto view = make(kind);
    view->setExperiment(frames.block(), nullptr);
    view->showFrame(frames.frame());
    view->grab();
    view->setExperiment(frames.block(), std::make_shared<const training::SplitDataset<float>>());
    view->showFrame(frames.frame());
    view->grab();
    QVERIFY(!view->spokenSummary().isEmpty());
}

void TestEveryView::survivesNumbersThatAreNone() {
    QFETCH(ViewKind, kind);
    constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();
    constexpr float kInfinity = std::numeric_limits<float>::infinity();
    TrainedFrames frames(samples::suiting(kind));
    for (const bool begun : {false, true}) {
        if (begun)
            frames.train(5);
        const auto view = make(kind);
        view->setExperiment(frames.block(), frames.data());
        for (const float bad : {kNaN, kInfinity, -kInfinity, 3e38F}) {
            ExperimentFrame frame = frames.frame();
            for (training::RunSnapshot& run : frame.snapshot.runs) {
                run.parameters.assign(run.parameters.size(), bad);
                run.gradient = run.parameters;
                run.batchLoss = static_cast<double>(bad);
                run.train = run.test = {static_cast<double>(bad), static_cast<double>(bad)};
                run.learningRate = static_cast<double>(bad);
                run.path.push_back({6, bad, bad, bad});
                run.stopReason = training::StopReason::Diverged;
            }
            view->showFrame(frame);
            view->grab();
            QVERIFY(!view->spokenSummary().isEmpty());
        }
    }
}

void TestEveryView::survivesParametersThatDoNotFit() {
    QFETCH(ViewKind, kind);
    TrainedFrames frames(samples::suiting(kind));
    frames.train(2);
    const auto view = make(kind);
    view->setExperiment(frames.block(), frames.data());
    ExperimentFrame frame = frames.frame();
    for (training::RunSnapshot& run : frame.snapshot.runs)
        run.parameters = {1, 2, 3};
    view->showFrame(frame);
    view->grab();
    frame.snapshot.runs.clear();
    frame.curves = {};
    view->showFrame(frame);
    view->grab();
    QVERIFY(!view->spokenSummary().isEmpty());
}

void TestEveryView::paintsTheSameTwice() {
    QFETCH(ViewKind, kind);
    const QImage first = makeTrained(kind)->grab().toImage();
    const QImage second = makeTrained(kind)->grab().toImage();
    QCOMPARE(first, second);
}

void TestEveryView::followsTheThemeAndTheTextSize() {
    QFETCH(ViewKind, kind);
    const auto view = makeTrained(kind);
    QCoreApplication::processEvents();
    const QImage light = view->grab().toImage();
    desk_->appearance.setScheme(Appearance::Scheme::Dark);
    const QImage dark = view->grab().toImage();
    QVERIFY(qGray(light.pixel(320, 8)) > 200);
    QVERIFY(qGray(dark.pixel(320, 8)) < 60);
    desk_->appearance.setScheme(Appearance::Scheme::Light);
    QCoreApplication::processEvents();
    QCOMPARE(view->grab().toImage(), light);
    auto* chart = view->findChild<CourseChartView*>();
    const double before = chart->space().area.left();
    desk_->appearance.setTextScale(1.5);
    QVERIFY(chart->space().area.left() > before);
    desk_->appearance.setTextScale(1);
}

void TestEveryView::fitsSmallAndLarge() {
    QFETCH(ViewKind, kind);
    const auto view = makeTrained(kind);
    auto* chart = view->findChild<CourseChartView*>();
    const QSize least = QSize(280, 200).expandedTo(leastSize(kind)); // smaller than that no panel makes it
    for (const QSize size : {QSize(420, 260), QSize(900, 560), least}) {
        for (int round = 0; round < 2; ++round) { // the header needs less height once it is as wide
            view->resize(size);
            QCoreApplication::processEvents();
        }
        QCOMPARE(view->width(), size.width());
        QVERIFY(view->height() >= size.height()); // more where its head takes two rows
        QVERIFY(QRectF(chart->rect()).contains(chart->space().area));
        QVERIFY(chart->space().area.width() >= 100);
        QVERIFY2(chart->space().area.height() >= 50,
                 qPrintable(QString::number(chart->space().area.height())));
    }
}

QTEST_MAIN(TestEveryView)
#include "test_every_view.moc"
