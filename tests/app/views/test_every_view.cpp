#include "charts/course_chart_view.h"
#include "sample_experiments.h"
#include "text/markup_service.h"
#include "text/tab_choices.h"
#include "text/text_context.h"
#include "theme/appearance.h"
#include "trained_frames.h"
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
    void initTestCase() {
        appearance_ = std::make_unique<Appearance>(*qApp);
        texts_ = std::make_unique<TextContext>(markup_, *appearance_, tabs_, QString());
    }

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
    lesson::ExperimentBlock blockOf(ViewKind kind) const;
    std::unique_ptr<ExperimentView> make(ViewKind kind, const QString& title = {});
    std::unique_ptr<ExperimentView> makeTrained(ViewKind kind);

    std::unique_ptr<Appearance> appearance_{};
    MarkupService markup_{};
    TabChoices tabs_{};
    std::unique_ptr<TextContext> texts_{};
};

void TestEveryView::everyView() {
    QTest::addColumn<ViewKind>("kind");
    QTest::newRow("loss") << ViewKind::LossCurves;
    QTest::newRow("boundary") << ViewKind::DecisionBoundary;
    QTest::newRow("fit") << ViewKind::RegressionFit;
    QTest::newRow("landscape") << ViewKind::Landscape;
    QTest::newRow("slope") << ViewKind::Slope;
    QTest::newRow("confusion") << ViewKind::Confusion;
    QTest::newRow("histograms") << ViewKind::Histograms;
    QTest::newRow("sample loss") << ViewKind::SampleLoss;
    QTest::newRow("mini-batch") << ViewKind::MiniBatch;
    QTest::newRow("gradient arrows") << ViewKind::GradientArrows;
    QTest::newRow("penalty") << ViewKind::Penalty;
    QTest::newRow("range test") << ViewKind::RangeTest;
    QTest::newRow("basin map") << ViewKind::BasinMap;
    QTest::newRow("digits") << ViewKind::Digits;
    QTest::newRow("loader timeline") << ViewKind::LoaderTimeline;
    QTest::newRow("throughput") << ViewKind::Throughput;
}

lesson::ExperimentBlock TestEveryView::blockOf(ViewKind kind) const {
    switch (kind) {
    case ViewKind::RegressionFit:
        return samples::line(true);
    case ViewKind::Slope:
        return samples::parabolaAtFourRates();
    case ViewKind::Landscape:
    case ViewKind::BasinMap:
        return samples::surface(training::SurfaceKind::Ravine);
    case ViewKind::Digits:
        return samples::digits();
    case ViewKind::LossCurves:
    case ViewKind::DecisionBoundary:
    default:
        break;
    }
    return samples::blobs();
}

std::unique_ptr<ExperimentView> TestEveryView::make(ViewKind kind, const QString& title) {
    lesson::View description = samples::view(kind, true, true);
    description.title = title;
    auto view = makeExperimentView(description, *texts_);
    view->resize(640, 420);
    view->show();
    return view;
}

std::unique_ptr<ExperimentView> TestEveryView::makeTrained(ViewKind kind) {
    TrainedFrames frames(blockOf(kind));
    frames.train(30);
    auto view = make(kind);
    view->setExperiment(frames.block(), frames.data());
    view->showFrame(frames.frame());
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
    int reachable = 0;
    for (QWidget* widget : view->findChildren<QWidget*>()) {
        if (!(widget->focusPolicy() & Qt::TabFocus) || !widget->isVisible() || widget->focusProxy())
            continue;
        ++reachable;
        QAccessibleInterface* interface = QAccessible::queryAccessibleInterface(widget);
        QVERIFY2(interface && !interface->text(QAccessible::Name).isEmpty(),
                 widget->metaObject()->className());
    }
    QVERIFY(reachable > 0);
}

void TestEveryView::survivesFramesBeforeAnExperiment() {
    QFETCH(ViewKind, kind);
    TrainedFrames frames(blockOf(kind));
    frames.train(3);
    const auto view = make(kind);
    view->showFrame({});
    view->showFrame(frames.frame());
    view->grab();
    QVERIFY(!view->spokenSummary().isEmpty());
}

void TestEveryView::survivesAnExperimentWithoutItsData() {
    QFETCH(ViewKind, kind);
    TrainedFrames frames(blockOf(kind));
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
    TrainedFrames frames(blockOf(kind));
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
    TrainedFrames frames(blockOf(kind));
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
    appearance_->setScheme(Appearance::Scheme::Dark);
    const QImage dark = view->grab().toImage();
    QVERIFY(qGray(light.pixel(320, 8)) > 200);
    QVERIFY(qGray(dark.pixel(320, 8)) < 60);
    appearance_->setScheme(Appearance::Scheme::Light);
    QCoreApplication::processEvents();
    QCOMPARE(view->grab().toImage(), light);
    auto* chart = view->findChild<CourseChartView*>();
    const double before = chart->space().area.left();
    appearance_->setTextScale(1.5);
    QVERIFY(chart->space().area.left() > before);
    appearance_->setTextScale(1);
}

void TestEveryView::fitsSmallAndLarge() {
    QFETCH(ViewKind, kind);
    const auto view = makeTrained(kind);
    auto* chart = view->findChild<CourseChartView*>();
    for (const QSize size : {QSize(420, 260), QSize(900, 560), QSize(280, 200)}) {
        for (int round = 0; round < 2; ++round) { // the header needs less height once it is as wide
            view->resize(size);
            QCoreApplication::processEvents();
        }
        QCOMPARE(view->size(), size);
        QVERIFY(QRectF(chart->rect()).contains(chart->space().area));
        QVERIFY(chart->space().area.width() >= 100);
        QVERIFY2(size.height() < 260 || chart->space().area.height() >= 70,
                 qPrintable(QString::number(chart->space().area.height())));
    }
}

QTEST_MAIN(TestEveryView)
#include "test_every_view.moc"
