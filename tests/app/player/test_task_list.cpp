#include "lesson/grading.h"
#include "player/run_wording.h"
#include "player/solution_text.h"
#include "player/task_list.h"
#include "reading_desk.h"

#include <QLabel>

using namespace downhill;
using namespace Qt::StringLiterals;
using app::TaskList;

namespace {

lesson::ExperimentBlock parabola() {
    lesson::ExperimentBlock block;
    block.experiment.problem = training::SurfaceProblem{.kind = training::SurfaceKind::Parabola};
    return block;
}

lesson::ExperimentBlock network() {
    lesson::ExperimentBlock block;
    block.experiment.problem = training::NetworkProblem{.network = {.layers = {{.units = 1}}}};
    block.controls = {{.knob = lesson::Knob::Parameter, .parameter = 1, .label = u"Bias b"_s}};
    return block;
}

lesson::Bound atMost(std::size_t parameter, double most) {
    return {.measure = {.figure = lesson::Figure::Parameter, .index = parameter}, .atMost = most};
}

} // namespace

/// What a run is asked to do, in the words of its lesson.
class TestTaskList : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesAndNumbersAreThoseOfTheViews_data() {
        QTest::addColumn<lesson::ExperimentBlock>("block");
        QTest::addColumn<lesson::Bound>("bound");
        QTest::addColumn<double>("figure");
        QTest::addColumn<QString>("line");
        QTest::newRow("one weight") << parabola() << atMost(0, -1) << 5.873e-5
                                    << u"w at most −1 · it was 5.87·10⁻⁵"_s;
        QTest::newRow("a label") << network() << atMost(1, 0.5) << -2.0
                                 << u"Bias b at most 0.5 · it was −2"_s;
        QTest::newRow("a network's own name")
            << network() << atMost(0, 0.5) << 1.0 << u"weight of x₁ at most 0.5 · it was 1"_s;
        QTest::newRow("a loss") << parabola()
                                << lesson::Bound{.measure = {.figure = lesson::Figure::TrainLoss},
                                                 .atMost = 1e-6}
                                << 1234.6 << u"Training loss at most 1·10⁻⁶ · it was 1,235"_s;
    }

    void namesAndNumbersAreThoseOfTheViews() {
        QFETCH(lesson::ExperimentBlock, block);
        QFETCH(lesson::Bound, bound);
        QFETCH(double, figure);
        QFETCH(QString, line);
        TaskList tasks({.bounds = {bound}}, app::wordingOf(block), desk_.context);
        lesson::Verdict verdict{.endHolds = true};
        verdict.bounds = {{.figure = figure}};
        tasks.showVerdict(verdict);
        QStringList texts;
        for (const QLabel* label : tasks.findChildren<QLabel*>())
            if (!label->text().isEmpty())
                texts.append(label->text());
        QCOMPARE(texts, QStringList{line});
    }

    void theSolutionUsesTheSameNames() {
        lesson::ExperimentQuestion asked;
        asked.solution.parameters = {1, -2};
        lesson::Question question;
        question.body = asked;
        const QString text = app::SolutionText::of(question, app::wordingOf(network()));
        QVERIFY2(text.contains(u"- Bias b: `−2`"_s), qPrintable(text));
    }

private:
    app::ReadingDesk desk_{};
};

QTEST_MAIN(TestTaskList)
#include "test_task_list.moc"
