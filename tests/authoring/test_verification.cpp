#include "authoring/verification.h"
#include "lesson/reader.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace downhill;
using namespace downhill::authoring;

namespace {

/// A lesson with a valley in which nothing is left to chance, a noisy one, and a network; and these claims.
QByteArray lessonText(const QByteArray& claims) {
    return R"({ "format": 1, "id": "lesson", "version": 1, "title": "T", "summary": "S", "minutes": 5, "steps": [
        { "id": "valley", "title": "V", "text": "X", "experiment": {
            "surface": { "kind": "parabola", "curvature": 2, "start": 2 },
            "runs": [ { "id": "slow", "optimizer": { "kind": "sgd", "learning_rate": 0.25 } },
                      { "id": "fast", "optimizer": { "kind": "sgd", "learning_rate": 0.375 } } ],
            "steps": 100, "goal": { "metric": "train_loss", "at_most": 0.01, "every": 1 } } },
        { "id": "noisy", "title": "N", "text": "X", "experiment": {
            "surface": { "kind": "noisy-bowl", "start": [1, 1], "noise": 0.5 },
            "runs": [ { "id": "sgd", "optimizer": { "kind": "sgd", "learning_rate": 0.1 } } ], "steps": 100 } },
        { "id": "network", "title": "W", "text": "X", "experiment": {
            "dataset": { "kind": "circle", "samples": 100, "test_share": 0.2 },
            "network": { "layers": [ { "units": 4, "activation": "tanh" }, { "units": 1 } ] },
            "loss": "binary-cross-entropy",
            "runs": [ { "id": "sgd", "optimizer": { "kind": "sgd", "learning_rate": 0.5 }, "batch_size": 10 } ],
            "steps": 300 } } ],
      "claims": [)" +
           claims + "] }\n";
}

class Author {
public:
    lesson::Lesson lesson(const QByteArray& claims) const {
        const QString folder = folder_.filePath(QStringLiteral("lesson"));
        QDir().mkpath(folder);
        QFile file(folder + QStringLiteral("/lesson.json"));
        if (!file.open(QIODevice::WriteOnly))
            qFatal("cannot write");
        file.write(lessonText(claims));
        file.close();
        auto reading = lesson::readLesson(folder);
        for (const auto& diagnostic : reading.diagnostics)
            qWarning() << lesson::ruleId(diagnostic.rule) << diagnostic.path << diagnostic.arguments;
        return reading.value.value();
    }

private:
    QTemporaryDir folder_{};
};

} // namespace

/// Claims against runs.
class TestVerification : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void provesWhatIsTrue_data();
    void provesWhatIsTrue();
    void disprovesWhatIsFalse_data();
    void disprovesWhatIsFalse();
    void triesAsManySeedsAsAsked();
    void bearsTheShareOfSeedsThatItSays();
    void makesEachRunOnce();
    void comesToTheSameOnAnyNumberOfThreads();
    void asksWhetherAQuestionCanBeSolvedAndHasToBe_data();
    void asksWhetherAQuestionCanBeSolvedAndHasToBe();
    void saysWhyARunCannotBeMade();
    void endsWhenAsked();

private:
    Author author_{};
};

void TestVerification::provesWhatIsTrue_data() {
    QTest::addColumn<QByteArray>("claim");
    const auto row = [](const char* name, const char* claim) { QTest::newRow(name) << QByteArray(claim); };
    row("the end of a run", R"({ "step": "valley", "expect": { "reason": "goal-reached", "within": 5 } })");
    row("another setting", R"({ "step": "valley", "at": { "learning_rate": 2.5 },
        "expect": { "reason": "diverged", "within": 100 } })");
    row("a figure after some steps", R"({ "step": "valley", "expect": { "within": 2, "figures": [
        { "figure": "parameter", "index": 0, "at_least": 0.5, "at_most": 0.5 } ] } })");
    row("another run's steps", R"({ "step": "valley", "run": "fast", "expect": { "figures": [
        { "figure": "steps_to_goal", "at_most": 0.6, "times": { "run": "slow" } } ] } })");
    row("another moment", R"({ "step": "network", "expect": { "figures": [
        { "figure": "train_loss", "at_most": 0.5, "times": { "when": "start" } } ] } })");
    row("another setting's figure",
        R"({ "step": "network", "at": { "batch_size": 40 }, "expect": { "figures": [
        { "figure": "gradient_noise", "when": "start", "at_most": 0.9,
          "times": { "at": { "batch_size": 5 } } } ] } })");
    row("another step's figure", R"({ "step": "valley", "expect": { "figures": [
        { "figure": "curvature", "at_least": 2, "at_most": 2, "times": { "step": "noisy" } } ] } })");
}

void TestVerification::provesWhatIsTrue() {
    QFETCH(QByteArray, claim);
    const Verification verification = verify(std::vector{author_.lesson(claim)});
    const auto& proofs = verification.claims;
    QCOMPARE(proofs.size(), std::size_t(1));
    QVERIFY2(proofs[0].holds(),
             qPrintable(proofs[0].disproved ? proofs[0].disproved->arguments.join(u' ') : QString()));
    QVERIFY(verification.disproofs().empty());
}

void TestVerification::disprovesWhatIsFalse_data() {
    QTest::addColumn<QByteArray>("claim");
    QTest::addColumn<QString>("seeds");
    QTest::addColumn<QString>("found");
    const auto row = [](const char* name, const char* claim, const char* seeds, const char* found) {
        QTest::newRow(name) << QByteArray(claim) << QString::fromUtf8(seeds) << QString::fromUtf8(found);
    };
    row("another end", R"({ "step": "valley", "expect": { "reason": "diverged" } })", "1",
        "goal-reached steps = 5");
    row("too late", R"({ "step": "valley", "expect": { "reason": "goal-reached", "within": 4 } })", "1",
        "steps = 4");
    row("a figure too low", R"({ "step": "valley", "expect": { "within": 2, "figures": [
        { "figure": "train_loss", "at_least": 0.3 } ] } })",
        "1", "train_loss = 0.25");
    row("a figure too high", R"({ "step": "valley", "expect": { "within": 2, "figures": [
        { "figure": "parameter", "index": 0, "at_most": 0.4 } ] } })",
        "1", "parameter = 0.5");
    row("only one of two", R"({ "step": "valley", "expect": { "within": 2, "figures": [
        { "figure": "rises", "at_most": 0 }, { "figure": "first_move", "index": 0, "at_least": 2 } ] } })",
        "1", "first_move = 1");
    row("a multiple", R"({ "step": "valley", "run": "fast", "expect": { "figures": [
        { "figure": "steps_to_goal", "at_most": 0.5, "times": { "run": "slow" } } ] } })",
        "1", "steps_to_goal = 3 = 0.6 × 5");
    row("a multiple at another setting", R"({ "step": "valley", "expect": { "within": 1, "figures": [
        { "figure": "parameter", "index": 0, "at_most": 0.2, "times": { "at": { "learning_rate": 0.125 } } } ] } })",
        "1", "parameter = 1 = 0.666667 × 1.5");
    row("a multiple of the start", R"({ "step": "valley", "expect": { "within": 1, "figures": [
        { "figure": "train_loss", "at_least": 0.5, "times": { "when": "start" } } ] } })",
        "1", "train_loss = 1 = 0.25 × 4");
    row("a multiple of an earlier step", R"({ "step": "valley", "expect": { "within": 2, "figures": [
        { "figure": "train_loss", "at_most": 0.2, "times": { "within": 1 } } ] } })",
        "1", "train_loss = 0.25 = 0.25 × 1");
    row("a multiple of another figure", R"({ "step": "valley", "expect": { "within": 2, "figures": [
        { "figure": "last_move", "index": 0, "at_least": 1, "times": { "figure": "first_move" } } ] } })",
        "1", "last_move = 0.5 = 0.5 × 1");
    row("for every seed", R"({ "step": "network", "expect": { "within": 10, "figures": [
        { "figure": "steps", "at_most": 5 } ] }, "seeds": 2 })",
        "1, 2, 3", "steps = 10");
}

void TestVerification::disprovesWhatIsFalse() {
    QFETCH(QByteArray, claim);
    QFETCH(QString, seeds);
    QFETCH(QString, found);
    const Verification verification = verify(std::vector{author_.lesson(claim)});
    const auto& proofs = verification.claims;
    QCOMPARE(proofs.size(), std::size_t(1));
    QVERIFY(!proofs[0].holds() && !proofs[0].error);
    const lesson::Diagnostics wrong = verification.disproofs();
    QCOMPARE(wrong.size(), std::size_t(1));
    QCOMPARE(wrong[0].rule, lesson::Rule::Disproved);
    QCOMPARE(wrong[0].path, QStringLiteral("$.claims[0]"));
    QVERIFY(wrong[0].line > 1);
    QCOMPARE(wrong[0].arguments, QStringList({seeds, found, QStringLiteral("claim")}));
}

void TestVerification::triesAsManySeedsAsAsked() {
    const auto seeds = [&](const QByteArray& claim, std::optional<int> asked) {
        return verify(std::vector{author_.lesson(claim)}, {.seeds = asked}).claims.at(0).verdicts.size();
    };
    const QByteArray noisy = R"({ "step": "noisy", "seeds": 3, "expect": { "reason": "finished" } })";
    QCOMPARE(seeds(noisy, {}), std::size_t(4));
    QCOMPARE(seeds(noisy, 1), std::size_t(2));
    QCOMPARE(seeds(R"({ "step": "valley", "expect": { "reason": "goal-reached" } })", {}), std::size_t(1));
    QCOMPARE(seeds(R"({ "step": "noisy", "at": { "noise": 0 }, "expect": { "reason": "finished" } })", {}),
             std::size_t(1));
    QCOMPARE(seeds(R"({ "step": "valley", "seeds": 2, "expect": { "figures": [
        { "figure": "train_loss", "at_least": 0, "times": { "step": "noisy" } } ] } })",
                   {}),
             std::size_t(3));
}

void TestVerification::bearsTheShareOfSeedsThatItSays() {
    const QByteArray base = R"({ "step": "noisy", "seeds": 39, "holds": %1, "expect": { "figures": [
        { "figure": "parameter", "index": 0, "at_least": 0 } ] } })";
    const auto proofOf = [&](const char* share) {
        return verify(std::vector{author_.lesson(QByteArray(base).replace("%1", share))}).claims.at(0);
    };
    const ClaimProof proof = proofOf("0.2"); // the end lies on either side of the middle
    QVERIFY(proof.held() > 8 && proof.held() < 32);
    QVERIFY(proof.holds());
    QVERIFY(!proofOf("0.9").holds());
    const training::Spread spread = proof.figure(0);
    QVERIFY(spread.least < 0 && spread.least < spread.median && spread.median < spread.greatest);
}

void TestVerification::makesEachRunOnce() {
    const lesson::Lesson lesson = author_.lesson(R"(
        { "step": "noisy", "expect": { "reason": "finished" } },
        { "step": "noisy", "expect": { "within": 50, "figures": [ { "figure": "train_loss", "at_least": 0 } ] } },
        { "step": "noisy", "seeds": 7, "expect": { "figures": [
            { "figure": "train_loss", "at_least": 0, "times": { "step": "valley" } } ] } })");
    VerificationProgress progress;
    verify(std::vector{lesson}, {}, &progress);
    QCOMPARE(progress.runs.load(), std::int64_t(8 + 1));
    QCOMPARE(progress.finished.load(), progress.runs.load());
}

void TestVerification::comesToTheSameOnAnyNumberOfThreads() {
    const lesson::Lesson lesson = author_.lesson(R"(
        { "step": "network", "expect": { "figures": [ { "figure": "test_loss", "at_most": 0 } ] } },
        { "step": "network", "at": { "batch_size": 20 }, "expect": { "figures": [
            { "figure": "curvature", "at_most": 0, "times": { "when": "start" } } ] } })");
    const auto alone = verify(std::vector{lesson}, {.threads = 1}).claims;
    const auto several = verify(std::vector{lesson}, {.threads = 4}).claims;
    for (std::size_t i = 0; i < alone.size(); ++i) {
        for (std::size_t seed = 0; seed < alone[i].verdicts.size(); ++seed) {
            const lesson::BoundVerdict& one = alone[i].verdicts[seed].bounds[0];
            const lesson::BoundVerdict& other = several[i].verdicts[seed].bounds[0];
            QVERIFY(std::isfinite(one.figure) && one.figure == other.figure);
            QVERIFY(i == 0 || one.reference == other.reference);
        }
        QCOMPARE(alone[i].disproved->arguments, several[i].disproved->arguments);
    }
}

void TestVerification::asksWhetherAQuestionCanBeSolvedAndHasToBe_data() {
    QTest::addColumn<QString>("run");
    QTest::addColumn<double>("rate"); ///< of the solution
    QTest::addColumn<int>("within");
    QTest::addColumn<QStringList>("disproof");
    const auto wrong = [](const QString& found, const QString& run) {
        return QStringList{QStringLiteral("1"), found, run};
    };
    QTest::newRow("can and has to") << u"slow"_qs << 0.45 << 4 << QStringList();
    QTest::newRow("cannot") << u"slow"_qs << 0.7 << 3 << wrong(u"steps = 3"_qs, u"solution"_qs);
    QTest::newRow("need not") << u"slow"_qs << 0.45 << 5 << wrong(u"goal-reached steps = 5"_qs, u"start"_qs);
    QTest::newRow("another run has done it already")
        << QString() << 0.45 << 4 << wrong(u"goal-reached steps = 3"_qs, u"start"_qs);
    QTest::newRow("any run") << QString() << 0.45 << 2 << QStringList();
}

void TestVerification::asksWhetherAQuestionCanBeSolvedAndHasToBe() {
    QFETCH(QString, run);
    QFETCH(double, rate);
    QFETCH(int, within);
    QFETCH(QStringList, disproof);
    lesson::Lesson lesson = author_.lesson({});
    lesson::ExperimentQuestion question{.run = run};
    question.expect.reason = training::StopReason::GoalReached;
    question.expect.within = within;
    question.solution.knobs = {{lesson::Knob::LearningRate, rate}};
    lesson::Question asked;
    asked.body = question;
    lesson.steps[0].questions.push_back(asked);
    lesson.tasks.push_back({.disproved = {.rule = lesson::Rule::Disproved, .path = QStringLiteral("here")}});
    const Verification verification = verify(std::vector{lesson});
    QCOMPARE(verification.tasks.size(), std::size_t(1));
    QCOMPARE(verification.holds(), disproof.isEmpty());
    const lesson::Diagnostics found = verification.disproofs();
    QCOMPARE(found.empty() ? QStringList() : found[0].arguments, disproof);
    if (!found.empty())
        QCOMPARE(found[0].path, QStringLiteral("here"));
}

void TestVerification::saysWhyARunCannotBeMade() {
    lesson::Lesson lesson = author_.lesson(R"({ "step": "network", "expect": { "reason": "finished" } })");
    auto& problem = std::get<training::NetworkProblem>(lesson.steps[2].experiment->experiment.problem);
    problem.dataset.kind = training::DatasetKind::Csv;
    problem.dataset.csvFile = "/nowhere/data.csv";
    const auto proofs = verify(std::vector{lesson}).claims;
    QVERIFY(!proofs[0].holds());
    QVERIFY(proofs[0].error && proofs[0].error->code == training::ErrorCode::FileNotFound);
}

void TestVerification::endsWhenAsked() {
    std::stop_source stop;
    stop.request_stop();
    const lesson::Lesson lesson =
        author_.lesson(R"({ "step": "network", "expect": { "reason": "finished" } })");
    QVERIFY(verify(std::vector{lesson}, {}, nullptr, stop.get_token()).claims.empty());
}

QTEST_APPLESS_MAIN(TestVerification)
#include "test_verification.moc"
