#include "charts/number_text.h"
#include "sample_experiments.h"
#include "theme/appearance.h"
#include "view_window.h"
#include "views/loop_edit.h"
#include "views/training_loop_view.h"

#include <QCheckBox>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace downhill;
using namespace downhill::app;
using namespace Qt::StringLiterals;
using training::Act;
using Loop = std::vector<Act>;

namespace {

const Loop kUsual{Act::ZeroGrad, Act::Forward, Act::Loss, Act::Backward, Act::Step};

} // namespace

class TestTrainingLoopView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { appearance_ = std::make_unique<Appearance>(*qApp); }

    void marksTheLineThatIsNext();
    void showsWhatEachLineMade();
    void leavesALineOutAndTakesItBack();
    void movesALineByKeyboard();
    void refusesWhatPythonWould_data();
    void refusesWhatPythonWould();
    void saysWhatALoopMeans_data();
    void saysWhatALoopMeans();
    void aSurfaceHasNoModel();

private:
    std::unique_ptr<TrainingLoopView> make(const TrainedFrames& frames) {
        auto view =
            std::make_unique<TrainingLoopView>(samples::view(lesson::ViewKind::TrainingLoop), *appearance_);
        openWindow(*view, {640, 400});
        // As an experiment's panel does.
        connect(view.get(), &ExperimentView::loopEdited, view.get(),
                [v = view.get(), &frames](std::size_t run, const Loop& loop) {
                    lesson::ExperimentBlock block = frames.block();
                    block.experiment.runs[run].loop = loop;
                    v->setExperiment(block, frames.data());
                });
        frames.showIn(*view);
        return view;
    }

    std::unique_ptr<Appearance> appearance_{};
};

void TestTrainingLoopView::marksTheLineThatIsNext() {
    TrainedFrames frames(samples::circle());
    const auto view = make(frames);
    QCOMPARE(view->lines().size(), std::size_t{5});
    for (std::size_t act = 0; act < 5; ++act) {
        view->showFrame(frames.frame());
        for (std::size_t i = 0; i < 5; ++i)
            QCOMPARE(view->lines()[i]->accessibleName().startsWith(u"Next line"_s), i == act);
        frames.act();
    }
}

void TestTrainingLoopView::showsWhatEachLineMade() {
    TrainedFrames frames(samples::circle());
    const auto view = make(frames);
    for (const LoopLine* line : view->lines())
        QVERIFY(line->value().isEmpty());
    for (int act = 0; act < 3; ++act)
        frames.act();
    view->showFrame(frames.frame());
    QVERIFY(view->lines()[1]->value().startsWith(u"prediction[0] = "_s));
    QCOMPARE(view->lines()[2]->value(),
             u"loss = "_s + valueText(frames.frame().snapshot.runs.front().batchLoss));
    QVERIFY(view->lines()[3]->value().isEmpty()); // not yet
    frames.act();
    frames.act();
    view->showFrame(frames.frame());
    QVERIFY(view->lines()[3]->value().contains(u"gradient"_s));
    QVERIFY(view->lines()[4]->value().contains(u"→"_s));
    QVERIFY(view->spokenSummary().contains(view->lines()[4]->value()));
}

void TestTrainingLoopView::leavesALineOutAndTakesItBack() {
    TrainedFrames frames(samples::circle());
    const auto view = make(frames);
    QSignalSpy edited(view.get(), &ExperimentView::loopEdited);
    view->lines()[0]->toggle().setFocus();
    QTest::keyClick(&view->lines()[0]->toggle(), Qt::Key_Space);
    QTRY_COMPARE(edited.count(), 1);
    QCOMPARE(edited.constFirst()[1].value<Loop>(), Loop(kUsual.begin() + 1, kUsual.end()));
    QTRY_COMPARE(view->lines().size(), std::size_t{5});
    QCOMPARE(view->lines()[4]->act(), Act::ZeroGrad); // below the others, out of the loop
    QVERIFY(!view->lines()[4]->toggle().isChecked());
    QVERIFY(view->note().contains(u"add up"_s));
    QVERIFY(view->lines()[4]->toggle().hasFocus());

    QTest::keyClick(&view->lines()[4]->toggle(), Qt::Key_Space);
    QTRY_COMPARE(edited.count(), 2);
    QCOMPARE(edited.constLast()[1].value<Loop>(), kUsual);
    QVERIFY(view->note().isEmpty());
    QVERIFY(view->lines()[0]->toggle().hasFocus());
}

void TestTrainingLoopView::movesALineByKeyboard() {
    TrainedFrames frames(samples::circle());
    const auto view = make(frames);
    QSignalSpy edited(view.get(), &ExperimentView::loopEdited);
    QVERIFY(!view->lines()[0]->up().isEnabled());
    QVERIFY(!view->lines()[4]->down().isEnabled());
    view->lines()[4]->up().setFocus();
    QTest::keyClick(&view->lines()[4]->up(), Qt::Key_Space);
    QTRY_COMPARE(edited.count(), 1);
    QCOMPARE(edited.constFirst()[1].value<Loop>(),
             (Loop{Act::ZeroGrad, Act::Forward, Act::Loss, Act::Step, Act::Backward}));
    QVERIFY(view->lines()[3]->up().hasFocus());
    QVERIFY(view->note().contains(u"gradient of zero"_s));
}

void TestTrainingLoopView::refusesWhatPythonWould_data() {
    QTest::addColumn<int>("line");
    QTest::addColumn<QString>("says");
    QTest::newRow("forward") << 1 << u"NameError at loss = loss_fn(prediction, y): prediction"_s;
    QTest::newRow("loss") << 2 << u"NameError at loss.backward(): loss"_s;
}

void TestTrainingLoopView::refusesWhatPythonWould() {
    QFETCH(int, line);
    QFETCH(QString, says);
    TrainedFrames frames(samples::circle());
    const auto view = make(frames);
    QSignalSpy edited(view.get(), &ExperimentView::loopEdited);
    LoopLine* changed = view->lines()[static_cast<std::size_t>(line)];
    QTest::keyClick(&changed->toggle(), Qt::Key_Space);
    QTRY_VERIFY2(view->note().contains(says), qPrintable(view->note()));
    QCOMPARE(edited.count(), 0);
    QVERIFY(changed->toggle().isChecked());
}

void TestTrainingLoopView::saysWhatALoopMeans_data() {
    QTest::addColumn<Loop>("loop");
    QTest::addColumn<QString>("says");
    QTest::newRow("as usual") << kUsual << QString();
    QTest::newRow("no step") << Loop{Act::ZeroGrad, Act::Forward, Act::Loss, Act::Backward}
                             << u"no weight ever"_s;
    QTest::newRow("no backward") << Loop{Act::ZeroGrad, Act::Forward, Act::Loss, Act::Step}
                                 << u"no gradient"_s;
    QTest::newRow("wiped out") << Loop{Act::Forward, Act::Loss, Act::Backward, Act::ZeroGrad, Act::Step}
                               << u"wipes out"_s;
    QTest::newRow("one late") << Loop{Act::Step, Act::ZeroGrad, Act::Forward, Act::Loss, Act::Backward}
                              << u"step before"_s;
    QTest::newRow("zeroed at the end")
        << Loop{Act::Forward, Act::Loss, Act::Backward, Act::Step, Act::ZeroGrad} << QString();
}

void TestTrainingLoopView::saysWhatALoopMeans() {
    QFETCH(Loop, loop);
    QFETCH(QString, says);
    QVERIFY(whyLoopCannotBe(loop, false).isEmpty());
    const QString meaning = whatLoopMeans(loop);
    QVERIFY2(says.isEmpty() ? meaning.isEmpty() : meaning.contains(says), qPrintable(meaning));
}

void TestTrainingLoopView::aSurfaceHasNoModel() {
    TrainedFrames frames(samples::parabola(0.1));
    frames.train(3);
    const auto view = make(frames);
    QCOMPARE(view->lines()[1]->code(), u"output = f(w)"_s);
    QVERIFY(view->lines()[1]->value().startsWith(u"output = "_s));
    QVERIFY(view->lines()[4]->value().contains(u"→"_s));
}

QTEST_MAIN(TestTrainingLoopView)
#include "test_training_loop_view.moc"
