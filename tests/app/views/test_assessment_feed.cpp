#include "sample_experiments.h"
#include "trained_frames.h"
#include "views/assessment_feed.h"

#include <QSignalSpy>
#include <QtTest>

using namespace downhill;
using namespace downhill::app;

class TestAssessmentFeed : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void answersAtOnceWhereThatIsQuick();
    void answersTheNewestBesideTheWindow();
    void passesOverWhatDoesNotFit();
    void forgets();
};

namespace {

void compare(const training::Assessment& found, const training::Dataset<float>& data) {
    QCOMPARE(found.confusion.samples(), data.size());
    QCOMPARE(found.losses.size(), static_cast<std::size_t>(data.size()));
}

} // namespace

void TestAssessmentFeed::answersAtOnceWhereThatIsQuick() {
    TrainedFrames frames(samples::blobs());
    frames.train(20);
    AssessmentFeed feed;
    feed.setProblem(frames.block().experiment.problem, frames.data());
    const training::RunSnapshot run = frames.frame().snapshot.runs[1];
    feed.ask(run);
    QVERIFY(feed.found());
    QCOMPARE(feed.found()->step, 20);
    compare(feed.found()->train, frames.data()->train);
    compare(feed.found()->test, frames.data()->test);
    QCOMPARE(feed.found()->train.confusion.accuracy(), run.train.accuracy);
    QCOMPARE(feed.found()->test.confusion.accuracy(), run.test.accuracy);
}

void TestAssessmentFeed::answersTheNewestBesideTheWindow() {
    lesson::ExperimentBlock block = samples::digits();
    samples::networkOf(block).dataset.samples = 4000;
    TrainedFrames frames(block);
    AssessmentFeed feed;
    QSignalSpy assessed(&feed, &AssessmentFeed::assessed);
    feed.setProblem(frames.block().experiment.problem, frames.data());
    for (int i = 0; i < 5; ++i) {
        frames.train(1);
        feed.ask(frames.frame().snapshot.runs[0]);
    }
    QVERIFY(!feed.found());
    QTRY_VERIFY(feed.found() && feed.found()->step == 5);
    QVERIFY(assessed.size() <= 3);
    QCOMPARE(feed.found()->test.confusion.accuracy(), frames.frame().snapshot.runs[0].test.accuracy);
}

void TestAssessmentFeed::passesOverWhatDoesNotFit() {
    TrainedFrames frames(samples::blobs());
    AssessmentFeed feed;
    training::RunSnapshot run = frames.frame().snapshot.runs[0];
    feed.ask(run);
    QVERIFY(!feed.found());
    feed.setProblem(frames.block().experiment.problem, frames.data());
    run.parameters.pop_back();
    feed.ask(run);
    QVERIFY(!feed.found());
}

void TestAssessmentFeed::forgets() {
    TrainedFrames frames(samples::blobs());
    AssessmentFeed feed;
    feed.setProblem(frames.block().experiment.problem, frames.data());
    feed.ask(frames.frame().snapshot.runs[0]);
    QVERIFY(feed.found());
    feed.forget();
    QVERIFY(!feed.found());
    feed.ask(frames.frame().snapshot.runs[0]);
    QVERIFY(feed.found());
}

QTEST_GUILESS_MAIN(TestAssessmentFeed)
#include "test_assessment_feed.moc"
