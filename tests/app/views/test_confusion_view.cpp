#include "charts/chart_header.h"
#include "sample_experiments.h"
#include "theme/appearance.h"
#include "view_window.h"
#include "views/confusion_item.h"
#include "views/confusion_view.h"

#include <QtTest>

using namespace downhill;
using namespace downhill::app;
using namespace Qt::StringLiterals;

class TestConfusionView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { appearance_ = std::make_unique<Appearance>(*qApp); }
    void cleanup() { view_.reset(); }

    void countsTheTestSamplesFirst();
    void countsTheTrainingSamplesWhereAsked();
    void offersNoTestSamplesWhereThereAreNone();
    void showsTheRunThatIsChosen();
    void stepsFromFieldToFieldByKeyboard();
    void hasAColumnForThoseThatAreNotNamed();
    void saysThatARegressionHasNoClasses();
    void tellsTheMostFrequentMistake();

private:
    ConfusionView& show(const TrainedFrames& frames);

    std::unique_ptr<Appearance> appearance_{};
    std::unique_ptr<ConfusionView> view_{};
};

ConfusionView& TestConfusionView::show(const TrainedFrames& frames) {
    view_ = std::make_unique<ConfusionView>(samples::view(lesson::ViewKind::Confusion), *appearance_);
    openWindow(*view_, frames);
    return *view_;
}

void TestConfusionView::countsTheTestSamplesFirst() {
    TrainedFrames frames(samples::blobs());
    frames.train(30);
    show(frames);
    const ConfusionItem& item = view_->item();
    QCOMPARE(item.matrix().classes(), 4);
    QCOMPARE(item.columns(), 4);
    QVERIFY(view_->samplesSelector().isVisible());
    QCOMPARE(item.matrix().samples(), frames.data()->test.size());
    QCOMPARE(item.matrix().accuracy(), frames.frame().snapshot.runs[0].test.accuracy);
    double shares = 0;
    for (int column = 0; column < 4; ++column)
        shares += item.share(2, column);
    QCOMPARE(shares, 1.0);
    QVERIFY(view_->card().header().subtitle().startsWith(u"step 30 · accuracy "_s));
}

void TestConfusionView::countsTheTrainingSamplesWhereAsked() {
    TrainedFrames frames(samples::blobs());
    frames.train(30);
    show(frames);
    view_->samplesSelector().setFocus();
    QTest::keyClick(&view_->samplesSelector(), Qt::Key_Up);
    QCOMPARE(view_->item().matrix().samples(), frames.data()->train.size());
    QCOMPARE(view_->item().matrix().accuracy(), frames.frame().snapshot.runs[0].train.accuracy);
}

void TestConfusionView::offersNoTestSamplesWhereThereAreNone() {
    const TrainedFrames frames(samples::circle(0));
    show(frames);
    QVERIFY(!view_->samplesSelector().isVisible());
    QVERIFY(!view_->card().header().subtitle().contains(u"test"_s));
}

void TestConfusionView::showsTheRunThatIsChosen() {
    TrainedFrames frames(samples::blobs());
    frames.train(60);
    show(frames);
    const double slow = view_->item().matrix().accuracy();
    view_->runSelector().setCurrentIndex(1);
    QCOMPARE(view_->item().matrix().accuracy(), frames.frame().snapshot.runs[1].test.accuracy);
    QVERIFY(view_->item().matrix().accuracy() > slow);
}

void TestConfusionView::stepsFromFieldToFieldByKeyboard() {
    TrainedFrames frames(samples::blobs());
    frames.train(30);
    show(frames);
    CourseChartView& chart = view_->chart();
    chart.setFocus();
    for (int i = 0; i < 6; ++i)
        QTest::keyClick(&chart, Qt::Key_Left);
    for (int i = 0; i < 6; ++i)
        QTest::keyClick(&chart, Qt::Key_Up);
    QVERIFY(chart.readOut());
    QCOMPARE(chart.readOut()->heading, u"Class 0, named right"_s);
    QTest::keyClick(&chart, Qt::Key_Right);
    QCOMPARE(chart.readOut()->heading, u"Class 0, named 1"_s);
    QTest::keyClick(&chart, Qt::Key_Down);
    QTest::keyClick(&chart, Qt::Key_Down);
    QCOMPARE(chart.readOut()->heading, u"Class 2, named 1"_s);
    QCOMPARE(chart.readOut()->rows[0].value, QString::number(view_->item().matrix()(2, 1)));
    QCOMPARE(chart.readOut()->rows[1].value, shareText(view_->item().share(2, 1)));
}

void TestConfusionView::hasAColumnForThoseThatAreNotNamed() {
    TrainedFrames frames(samples::blobs());
    show(frames);
    ExperimentFrame frame = frames.frame();
    frame.snapshot.runs[0].parameters.assign(frame.snapshot.runs[0].parameters.size(), std::nanf(""));
    view_->showFrame(frame);
    QVERIFY(view_->item().hasUnnamed());
    QCOMPARE(view_->item().columns(), 5);
    QCOMPARE(view_->item().share(1, 4), 1.0);
    QVERIFY(view_->chart().space().x.holds(4));
    QVERIFY(view_->spokenSummary().contains(u"no class named"_s));
}

void TestConfusionView::saysThatARegressionHasNoClasses() {
    const TrainedFrames frames(samples::line(false));
    show(frames);
    QCOMPARE(view_->item().columns(), 0);
    QVERIFY(view_->spokenSummary().contains(u"needs classes"_s));
}

void TestConfusionView::tellsTheMostFrequentMistake() {
    TrainedFrames frames(samples::blobs());
    frames.train(2);
    show(frames);
    const training::ConfusionMatrix& matrix = view_->item().matrix();
    int row = 0, column = 1;
    for (int r = 0; r < 4; ++r)
        for (int c = 0; c < 4; ++c)
            if (r != c && matrix(r, c) > matrix(row, column)) {
                row = r;
                column = c;
            }
    QVERIFY2(view_->spokenSummary().contains(
                 u"class %1 taken for %2, %3 of "_s.arg(row).arg(column).arg(matrix(row, column))),
             qPrintable(view_->spokenSummary()));
}

QTEST_MAIN(TestConfusionView)
#include "test_confusion_view.moc"
