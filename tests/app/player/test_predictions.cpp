#include "lesson/reader.h"
#include "player/question_card.h"
#include "reading_desk.h"
#include "sitting.h"

#include <QDir>
#include <QFile>
#include <QLabel>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <algorithm>
#include <memory>

using namespace downhill;
using app::ExperimentController;
using State = ExperimentController::State;

namespace {

constexpr int kPatience = app::Sitting::kPatience;

/// A line to be fitted by a weight and a bias, and predictions about it: of any run, of a rate, and of a
/// weight.
constexpr auto kLesson =
    R"({"format": 1, "id": "lesson", "version": 1, "title": "T", "summary": "S", "minutes": 5,
    "steps": [{"id": "line", "title": "A line", "text": "X",
        "experiment": {"dataset": {"kind": "line"}, "network": {"layers": [{"units": 1}]}, "loss": "mse",
            "runs": [{"id": "sgd", "optimizer": {"kind": "sgd", "learning_rate": 0.01}}], "steps": 20,
            "controls": [
                {"knob": "learning_rate", "label": "Learning rate", "least": 0.001, "greatest": 10, "scale": "log"},
                {"knob": "weight_decay", "label": "λ", "least": 0, "greatest": 1},
                {"knob": "parameter", "index": 0, "least": -3, "greatest": 3}]},
        "questions": [
            {"id": "any", "kind": "predict", "prompt": "?", "choices": [
                {"id": "a", "text": "A", "feedback": "Because of A."}, {"id": "b", "text": "B"}]},
            {"id": "rate", "kind": "predict", "prompt": "?", "at": {"learning_rate": 0.3}, "choices": [
                {"id": "a", "text": "A", "feedback": "Because of A."}, {"id": "b", "text": "B"}]},
            {"id": "both", "kind": "predict", "prompt": "?", "at": {"learning_rate": 0.3, "weight_decay": 0.5},
                "choices": [{"id": "a", "text": "A"}, {"id": "b", "text": "B"}]},
            {"id": "weight", "kind": "predict", "prompt": "?", "at": {"parameters": [2, 0]}, "choices": [
                {"id": "a", "text": "A"}, {"id": "b", "text": "B"}]}]}]})";

/// A student at that lesson.
class Sitting : public app::Sitting {
public:
    Sitting(const QString& folder, const lesson::Lesson& lesson) : app::Sitting(folder, lesson) {
        [&] { QTRY_COMPARE_WITH_TIMEOUT(experiment().state(), State::Ready, kPatience); }();
    }

    app::LessonController& lesson() { return session.lesson(); }
    ExperimentController& experiment() { return session.experiment(); }

    const lesson::Question& question(const char* id) {
        return *std::ranges::find(lesson().step().questions, QLatin1String(id), &lesson::Question::id);
    }
    bool isRevealed(const char* id) { return lesson().isRevealed(question(id)); }

    void set(lesson::Knob knob, double value) {
        QTRY_VERIFY_WITH_TIMEOUT(!experiment().snapshot().runs.empty(), kPatience);
        const auto& controls = experiment().original().controls;
        experiment().setKnob(*std::ranges::find(controls, knob, &lesson::Control::knob), value);
        QTRY_VERIFY_WITH_TIMEOUT(experiment().state() != State::Loading, kPatience);
    }

    void step(std::int64_t to) {
        experiment().stepOnce();
        QTRY_COMPARE_WITH_TIMEOUT(experiment().step(), to, kPatience);
    }

    /// Lets the run come to its end.
    void run() {
        experiment().setSpeed(ExperimentController::Speed::Full);
        experiment().play();
        QTRY_COMPARE_WITH_TIMEOUT(experiment().state(), State::Stopped, kPatience);
    }

    void commit(const char* id) {
        lesson().answer(question(id), lesson::ChosenIds{{QStringLiteral("a")}});
        QTRY_VERIFY_WITH_TIMEOUT(lesson().progress(QLatin1String(id)).grade, kPatience);
    }
};

} // namespace

/// A prediction says how it went once a run has shown it: any run, or one at the settings of which it speaks.
class TestPredictions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QVERIFY(QDir(lessons_.path()).mkdir(QStringLiteral("lesson")));
        QFile file(lessons_.filePath(QStringLiteral("lesson/lesson.json")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(kLesson);
        file.close();
        const auto reading = lesson::readLesson(lessons_.filePath(QStringLiteral("lesson")));
        QVERIFY(reading.value);
        lesson_ = *reading.value;
    }
    void init() { folder_ = std::make_unique<QTemporaryDir>(); }

    void aRunElsewhereShowsNothing() {
        Sitting sitting(folder_->path(), lesson_);
        QVERIFY(!sitting.isRevealed("any") && !sitting.isRevealed("rate"));
        sitting.run();
        QVERIFY(sitting.isRevealed("any"));
        QVERIFY(!sitting.isRevealed("rate") && !sitting.isRevealed("both") && !sitting.isRevealed("weight"));
    }

    void aRunAtTheSettingShowsIt() {
        Sitting sitting(folder_->path(), lesson_);
        sitting.set(lesson::Knob::LearningRate, 0.297);
        QVERIFY(!sitting.isRevealed("rate"));
        QSignalSpy changed(&sitting.lesson(), &app::LessonController::questionChanged);
        sitting.run();
        QVERIFY(sitting.isRevealed("rate"));
        QVERIFY(changed.contains({QStringLiteral("rate")}));
        QVERIFY(!sitting.isRevealed("both") && !sitting.isRevealed("weight"));
    }

    void everySettingIsWanted() {
        Sitting sitting(folder_->path(), lesson_);
        sitting.set(lesson::Knob::WeightDecay, 0.5);
        sitting.run();
        QVERIFY(!sitting.isRevealed("both"));
        sitting.set(lesson::Knob::LearningRate, 0.3);
        sitting.run();
        QVERIFY(sitting.isRevealed("both") && sitting.isRevealed("rate"));
    }

    void aRateThatIsSetOnTheWayCounts() {
        Sitting sitting(folder_->path(), lesson_);
        sitting.step(1);
        sitting.set(lesson::Knob::LearningRate, 0.3);
        sitting.step(2);
        sitting.experiment().keepRun();
        QVERIFY(sitting.isRevealed("rate"));
    }

    void aRateThatIsOnlyPassedThroughDoesNotCount() {
        Sitting sitting(folder_->path(), lesson_);
        sitting.step(1);
        for (const double rate : {0.1, 0.3, 1.0})
            sitting.set(lesson::Knob::LearningRate, rate);
        sitting.step(2);
        sitting.set(lesson::Knob::LearningRate, 0.3);
        sitting.experiment().keepRun();
        QVERIFY(sitting.isRevealed("any"));
        QVERIFY(!sitting.isRevealed("rate"));
    }

    void aWeightThatIsSetByHandCounts() {
        Sitting sitting(folder_->path(), lesson_);
        sitting.run();
        QVERIFY(!sitting.isRevealed("weight"));
        sitting.experiment().rewind();
        sitting.set(lesson::Knob::Parameter, 2);
        sitting.run();
        QVERIFY(sitting.isRevealed("weight"));
    }

    void whatWasShownStaysShownAfterARestart() {
        {
            Sitting sitting(folder_->path(), lesson_);
            sitting.step(1);
            sitting.set(lesson::Knob::LearningRate, 0.3);
            sitting.step(2);
            sitting.experiment().reset();
            QTRY_COMPARE_WITH_TIMEOUT(sitting.experiment().state(), State::Ready, kPatience);
            sitting.set(lesson::Knob::Parameter, 2);
            sitting.run();
            sitting.experiment().reset();
            QTRY_COMPARE_WITH_TIMEOUT(sitting.experiment().state(), State::Ready, kPatience);
            sitting.run(); // the last one, elsewhere
        }
        Sitting sitting(folder_->path(), lesson_);
        QTRY_VERIFY_WITH_TIMEOUT(sitting.isRevealed("any"), kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(sitting.isRevealed("rate") && sitting.isRevealed("weight"), kPatience);
        QVERIFY(!sitting.isRevealed("both"));
    }

    void theCardSaysWhichRunIsAwaited() {
        Sitting sitting(folder_->path(), lesson_);
        app::ReadingDesk desk;
        const auto show = [&](const char* id) {
            sitting.commit(id);
            auto card =
                std::make_unique<app::QuestionCard>(sitting.question(id), sitting.lesson(), desk.context);
            desk.show(*card);
            return card;
        };
        const auto any = show("any");
        const auto rate = show("rate");
        const auto both = show("both");
        QVERIFY(says(*any, QStringLiteral("Committed. Now run it and see.")));
        QVERIFY(says(*rate, QStringLiteral("Committed. Now run it with learning rate 0.3 and see.")));
        QVERIFY(says(*both, QStringLiteral("Committed. Now run it with learning rate 0.3, λ 0.5 and see.")));
        sitting.run();
        QVERIFY(says(*any, QStringLiteral("Now you have seen it.")));
        QVERIFY(says(*rate, QStringLiteral("Committed. Now run it with learning rate 0.3 and see.")));
        sitting.set(lesson::Knob::LearningRate, 0.3);
        sitting.run();
        QVERIFY(says(*rate, QStringLiteral("Now you have seen it.")));
    }

private:
    static bool says(const QWidget& card, const QString& text) {
        return std::ranges::any_of(card.findChildren<QLabel*>(), [&](const QLabel* label) {
            return label->isVisible() && label->text() == text;
        });
    }

    QTemporaryDir lessons_{};
    lesson::Lesson lesson_{};
    std::unique_ptr<QTemporaryDir> folder_{};
};

QTEST_MAIN(TestPredictions)
#include "test_predictions.moc"
