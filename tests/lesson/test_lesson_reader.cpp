#include "lesson/reader.h"
#include "marked_text.h"

#include <QDirIterator>
#include <QTest>

using namespace downhill;
using namespace downhill::lesson;
using namespace downhill::lesson::testing;

class TestLessonReader : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsEveryPartOfALesson();
    void readsEveryKindOfQuestion();
    void readsEveryPartOfAnExperiment();
    void readsClaims();
    void readsTheShippedCourse();
    void readsEveryLessonThatIsShipped_data();
    void readsEveryLessonThatIsShipped();

private:
    static Lesson everything();
};

Lesson TestLessonReader::everything() {
    const auto reading = readLesson(QStringLiteral(DOWNHILL_TEST_DATA "/lessons/good/everything"));
    if (!reading.value)
        qFatal("%s", qPrintable(toText(reading.diagnostics)));
    return *reading.value;
}

void TestLessonReader::readsEveryPartOfALesson() {
    const Lesson lesson = everything();
    QCOMPARE(lesson.folder, QStringLiteral(DOWNHILL_TEST_DATA "/lessons/good/everything"));
    QCOMPARE(lesson.id, QStringLiteral("everything"));
    QCOMPARE(lesson.version, 3);
    QCOMPARE(lesson.title, QStringLiteral("Everything at once"));
    QCOMPARE(lesson.summary, QStringLiteral("All that a lesson can hold."));
    QCOMPARE(lesson.minutes, 12);
    QCOMPARE(lesson.requires_, QStringList{QStringLiteral("before")});
    QCOMPARE(lesson.objectives, (QStringList{QStringLiteral("Read it."), QStringLiteral("Read it again.")}));
    QCOMPARE(lesson.mastery, 0.75);
    QCOMPARE(lesson.steps.size(), std::size_t(3));
    QCOMPARE(lesson.steps[0].text, QStringLiteral("Grüße: $w \\leftarrow w - \\alpha g$\n\nEnde.\n"));
    QCOMPARE(lesson.steps[1].text, QStringLiteral("First.\n\nSecond."));
    QCOMPARE(lesson.steps[2].text, QStringLiteral("Just so."));
    QCOMPARE(lesson.steps[2].title, QStringLiteral("A text"));
    QVERIFY(!lesson.steps[2].experiment);
    QVERIFY(lesson.steps[2].questions.empty());
}

void TestLessonReader::readsEveryKindOfQuestion() {
    const std::vector<Question> questions = everything().steps[0].questions;
    QCOMPARE(questions.size(), std::size_t(6));
    const Question one{
        .id = QStringLiteral("one"),
        .prompt = QStringLiteral("Which?"),
        .points = 2,
        .hints = {{QStringLiteral("Look.")}, {QStringLiteral("Look closer.")}},
        .explanation = QStringLiteral("Because."),
        .body = ChoiceQuestion{
            .choices = {{QStringLiteral("a"), QStringLiteral("This"), true, QStringLiteral("Yes.")},
                        {QStringLiteral("b"), QStringLiteral("That"), false, QStringLiteral("No.")}},
            .several = false,
            .shuffle = false}};
    QVERIFY(questions[0] == one);
    const auto& some = std::get<ChoiceQuestion>(questions[1].body);
    QVERIFY(some.several && some.shuffle);
    QCOMPARE(questions[1].points, 1.0);
    QCOMPARE(some.choices[1].feedback, QString());
    QVERIFY((std::get<TrueFalseQuestion>(questions[2].body) ==
             TrueFalseQuestion{false, QStringLiteral("No."), QStringLiteral("Right.")}));
    QVERIFY((std::get<NumberQuestion>(questions[3].body) == NumberQuestion{{-2.5, {}, 0.5, false},
                                                                           QStringLiteral("s"),
                                                                           QStringLiteral("Yes."),
                                                                           QStringLiteral("No.")}));
    QVERIFY(
        (std::get<NumberQuestion>(questions[4].body) == NumberQuestion{{1000, {}, 0.1, true}, {}, {}, {}}));
    const auto& guess = std::get<PredictQuestion>(questions[5].body);
    QCOMPARE(guess.choices.size(), std::size_t(2));
    QVERIFY(guess.choices[1].right);
    QCOMPARE(guess.choices[1].feedback, QStringLiteral("So it does."));
    QVERIFY((guess.at == Settings{.knobs = {{Knob::LearningRate, 3}, {Knob::BatchSize, 240}}}));
}

void TestLessonReader::readsEveryPartOfAnExperiment() {
    const std::vector<Step> steps = everything().steps;
    ExperimentBlock first;
    training::NetworkProblem problem;
    problem.dataset.kind = training::DatasetKind::Circle;
    problem.dataset.samples = 300;
    problem.dataset.noise = 0.1;
    problem.dataset.testShare = 0.2;
    problem.network.layers = {{8, training::Activation::Tanh}, {1, training::Activation::Linear}};
    problem.network.initialisation = training::Initialisation::XavierNormal;
    problem.loss = training::Loss::BinaryCrossEntropy;
    first.experiment.problem = problem;
    first.experiment.runs = {
        {.id = "slow", .name = "slow", .optimizer = {.learningRate = 0.03}, .batchSize = 10},
        {.id = "fast", .name = "In a hurry", .optimizer = {.learningRate = 0.3}, .batchSize = 240}};
    first.experiment.shuffle = false;
    first.experiment.steps = 2000;
    first.experiment.goal = training::Goal{training::Metric::TestAccuracy, false, 0.95, 25, 3};
    first.experiment.seeds = training::Seeds::all(std::uint64_t(1) << 53);
    first.experiment.seeds.weights = 5;
    first.pace = 120;
    first.controls = {{.knob = Knob::LearningRate,
                       .label = QStringLiteral("α"),
                       .least = 0.001,
                       .greatest = 10,
                       .logarithmic = true},
                      {.knob = Knob::BatchSize, .least = 1, .greatest = 240, .step = 1},
                      {.knob = Knob::Noise, .least = 0, .greatest = 0.5}};
    first.views = {{.kind = ViewKind::LossCurves, .title = QStringLiteral("Cost"), .logarithmic = true},
                   {.kind = ViewKind::DecisionBoundary}};
    QVERIFY(*steps[0].experiment == first);

    ExperimentBlock second;
    second.experiment.problem = training::SurfaceProblem{
        .kind = training::SurfaceKind::Parabola, .curvature = 2, .start = {-1.5, 0}, .window = {-3, 3}};
    second.experiment.runs = {{.id = "sgd", .name = "sgd", .optimizer = {.learningRate = 0.1}}};
    second.controls = {{.knob = Knob::StartX, .least = -3, .greatest = 3},
                       {.knob = Knob::Parameter, .least = -3, .greatest = 3}};
    second.views = {{.kind = ViewKind::Slope}};
    QVERIFY(*steps[1].experiment == second);
}

void TestLessonReader::readsClaims() {
    const Lesson lesson = everything();
    QCOMPARE(lesson.claims.size(), std::size_t(2));
    const QString fromFile = QStringLiteral("from-file");
    const QString fast = QStringLiteral("fast");
    const Claim& first = lesson.claims[0];
    const Settings settings{.knobs = {{Knob::LearningRate, 0.5}, {Knob::BatchSize, 8}}};
    const Subject subject{.step = fromFile, .run = fast, .at = settings};
    QVERIFY((first.subject == subject));
    QCOMPARE(first.seeds, 2);
    QCOMPARE(first.holds, 0.5);
    QCOMPARE(first.disproved.path, QStringLiteral("$.claims[0]"));
    Expectation expected{.reason = training::StopReason::GoalReached, .within = 1500};
    const Subject slow{.step = fromFile, .run = fast, .at = {.knobs = {{Knob::LearningRate, 0.05}}}};
    const Measure steps{.figure = Figure::StepsToGoal};
    const Measure atStart{.figure = Figure::GradientNorm, .when = Moment::Start, .index = 0};
    const Measure atEnd{.figure = Figure::GradientNorm, .when = Moment::End, .index = 0};
    expected.bounds = {{.measure = steps, .atMost = 0.5, .times = Reference{slow, steps, 1500}},
                       {.measure = atStart, .atLeast = 0.001, .times = Reference{subject, atEnd, 20}}};
    QVERIFY((first.expect == expected));

    const Claim& second = lesson.claims[1];
    QCOMPARE(second.subject.run, QString::fromStdString(lesson.steps[1].experiment->experiment.runs[0].id));
    QVERIFY((second.subject.at == Settings{}));
    QCOMPARE(second.seeds, 5);
    QCOMPARE(second.holds, 1.0);
    QVERIFY(!second.expect.reason && !second.expect.within);
    const Bound& bound = second.expect.bounds.at(0);
    QVERIFY(bound.atLeast == -1.0 && bound.atMost == 0.1);
    QCOMPARE(bound.times->subject.step, fromFile);
    QCOMPARE(bound.times->subject.run,
             QString::fromStdString(lesson.steps[0].experiment->experiment.runs[0].id));
}

void TestLessonReader::readsTheShippedCourse() {
    const Reading<Course> reading = readCourse(QStringLiteral(DOWNHILL_SOURCE_DIR "/lessons"));
    QVERIFY2(reading.diagnostics.empty(), qPrintable(toText(reading.diagnostics)));
    QVERIFY(reading.value);
    QStringList ids;
    for (const Lesson& lesson : reading.value->lessons)
        ids.append(lesson.id);
    QVERIFY(ids.contains(QStringLiteral("cost-of-error")));
    QVERIFY(ids.contains(QStringLiteral("learning-rate")));
}

void TestLessonReader::readsEveryLessonThatIsShipped_data() {
    QTest::addColumn<QString>("folder");
    QDirIterator folders(QStringLiteral(DOWNHILL_SOURCE_DIR "/lessons"), QDir::Dirs | QDir::NoDotAndDotDot);
    while (folders.hasNext()) {
        const QString folder = folders.next();
        QTest::newRow(qPrintable(folders.fileName())) << folder;
    }
}

void TestLessonReader::readsEveryLessonThatIsShipped() {
    QFETCH(QString, folder);
    const Reading<Lesson> reading = readLesson(folder);
    QVERIFY2(reading.diagnostics.empty(), qPrintable(toText(reading.diagnostics)));
    QVERIFY(reading.value);
    for (const Step& step : reading.value->steps)
        QVERIFY(!step.text.isEmpty());
}

QTEST_APPLESS_MAIN(TestLessonReader)
#include "test_lesson_reader.moc"
