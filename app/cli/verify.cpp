#include "cli/verify.h"

#include "authoring/lesson_folders.h"
#include "authoring/verification.h"
#include "cli/claim_words.h"
#include "cli/findings.h"
#include "lesson/error_words.h"
#include "lesson/expectation_words.h"
#include "lesson/reader.h"
#include "messages/messages.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

#include <chrono>
#include <cmath>
#include <future>

namespace downhill::app::cli {

namespace {

using authoring::ClaimProof;
using authoring::TaskProof;
using lesson::Claim;
using lesson::Lesson;
using lesson::wordFor;

constexpr std::chrono::milliseconds kLook{100}; ///< between two looks at how far it has come

/// Lessons from their paths to what is said of them.
class VerifyCommand {
    Q_DECLARE_TR_FUNCTIONS(Verify)

public:
    explicit VerifyCommand(const VerifyRequest& request) : request_(request) {}

    void read();
    void prove();
    bool print() const;
    bool isSound() const { return !lesson::hasErrors(unread_) && verification_.holds(); }

private:
    void read(const QString& folder);
    QString text() const;
    QByteArray json() const;
    QString line(const ClaimProof& proof) const;
    QString line(const TaskProof& proof) const;
    QJsonObject object(const ClaimProof& proof) const;
    QJsonObject object(const TaskProof& proof) const;
    QString summary() const;
    lesson::Diagnostics findings() const;
    const Claim& claimOf(const ClaimProof& proof) const { return lessons_[proof.lesson].claims[proof.claim]; }
    const lesson::Step& stepOf(const TaskProof& proof) const {
        const Lesson& lesson = lessons_[proof.lesson];
        return lesson.steps[lesson.tasks[proof.task].step];
    }
    const lesson::Question& questionOf(const TaskProof& proof) const {
        return stepOf(proof).questions[lessons_[proof.lesson].tasks[proof.task].question];
    }

    const VerifyRequest& request_;
    std::vector<Lesson> lessons_{};
    lesson::Diagnostics unread_{}; ///< why lessons could not be read
    authoring::Verification verification_{};
    std::int64_t runs_ = 0;
};

void VerifyCommand::read() {
    QSet<QString> known;
    for (const QString& path : request_.paths) {
        const QStringList folders = authoring::lessonFoldersAt(path);
        if (folders.isEmpty() && !QFileInfo::exists(path))
            unread_.push_back({lesson::Rule::FileNotFound, path, 0, 0, {}, {}});
        else if (folders.isEmpty())
            unread_.push_back({lesson::Rule::MissingFile, path, 0, 0, {}, {QStringLiteral("lesson.json")}});
        for (const QString& folder : folders) {
            const QString canonical = QFileInfo(folder).canonicalFilePath();
            if (!known.contains(canonical))
                read(folder);
            known.insert(canonical);
        }
    }
}

void VerifyCommand::read(const QString& folder) {
    auto reading = lesson::readLesson(folder);
    unread_.insert(unread_.end(), reading.diagnostics.begin(), reading.diagnostics.end());
    if (reading.value)
        lessons_.push_back(std::move(*reading.value));
}

/// The runs are made on other threads, while this one tells a person at a terminal how far they have come.
void VerifyCommand::prove() {
    authoring::VerificationProgress progress;
    const authoring::VerificationSettings settings{.seeds = request_.seeds, .threads = request_.threads};
    auto proven =
        std::async(std::launch::async, [&] { return authoring::verify(lessons_, settings, &progress); });
    bool begun = false;
    while (proven.wait_for(kLook) != std::future_status::ready) {
        if (!errorsAreWatched())
            continue;
        printError(QStringLiteral("\r") + tr("%1 of %2 runs").arg(progress.finished).arg(progress.runs) +
                   QStringLiteral("\x1b[K"));
        begun = true;
    }
    if (begun)
        printError(QStringLiteral("\r\x1b[K"));
    verification_ = proven.get();
    runs_ = progress.runs;
}

bool VerifyCommand::print() const {
    return cli::print(request_.json ? QString::fromUtf8(json()) : text());
}

lesson::Diagnostics VerifyCommand::findings() const {
    lesson::Diagnostics all = unread_;
    const lesson::Diagnostics disproofs = verification_.disproofs();
    all.insert(all.end(), disproofs.begin(), disproofs.end());
    return all;
}

QString VerifyCommand::text() const {
    QString text;
    for (const ClaimProof& proof : verification_.claims)
        text += printable(line(proof)) + u'\n';
    for (const TaskProof& proof : verification_.tasks)
        text += printable(line(proof)) + u'\n';
    return text + describeFindings(findings()) + summary();
}

QString VerifyCommand::line(const ClaimProof& proof) const {
    const Claim& claim = claimOf(proof);
    const QString outcome = proof.error ? tr("could not be run: %1").arg(describe(*proof.error).what)
                                        : outcomeInWords(proof, claim.expect);
    return QStringLiteral("%1 %2/%3: %4: %5 — %6")
        .arg(proof.holds() ? QStringLiteral("✓") : QStringLiteral("✗"), lessons_[proof.lesson].id,
             claim.subject.step, runInWords(claim.subject), expectationInWords(claim.expect, claim.subject),
             outcome);
}

QString VerifyCommand::line(const TaskProof& proof) const {
    const auto& question = std::get<lesson::ExperimentQuestion>(questionOf(proof).body);
    QString outcome = tr("the solution passes, the start does not");
    if (proof.error)
        outcome = tr("could not be run: %1").arg(describe(*proof.error).what);
    else if (proof.disproved)
        outcome = describe(*proof.disproved).what;
    const lesson::Subject subject{.step = stepOf(proof).id, .run = question.run, .at = question.solution};
    return QStringLiteral("%1 %2/%3: %4: %5 — %6")
        .arg(proof.holds() ? QStringLiteral("✓") : QStringLiteral("✗"), lessons_[proof.lesson].id,
             subject.step, questionOf(proof).id, expectationInWords(question.expect, subject), outcome);
}

QString VerifyCommand::summary() const {
    const auto count = [](const auto& proofs) {
        return std::count_if(proofs.begin(), proofs.end(), [](const auto& proof) { return !proof.holds(); });
    };
    return tr("lessons: %1, claims: %2, questions: %3, runs: %4, disproved: %5\n")
        .arg(lessons_.size())
        .arg(verification_.claims.size())
        .arg(verification_.tasks.size())
        .arg(runs_)
        .arg(count(verification_.claims) + count(verification_.tasks));
}

/// What is not finite is null.
QJsonValue number(double value) {
    return std::isfinite(value) ? QJsonValue(value) : QJsonValue();
}

QJsonObject spreadObject(const training::Spread& spread) {
    return {{QStringLiteral("median"), number(spread.median)},
            {QStringLiteral("least"), number(spread.least)},
            {QStringLiteral("greatest"), number(spread.greatest)}};
}

QJsonObject VerifyCommand::object(const ClaimProof& proof) const {
    const Claim& claim = claimOf(proof);
    QJsonObject object{
        {QStringLiteral("lesson"), lessons_[proof.lesson].id},
        {QStringLiteral("step"), claim.subject.step},
        {QStringLiteral("run"), runInWords(claim.subject)},
        {QStringLiteral("claim"), expectationInWords(claim.expect, claim.subject)},
        {QStringLiteral("path"), claim.disproved.path},
        {QStringLiteral("holds"), proof.holds()},
        {QStringLiteral("seeds"), qint64(proof.verdicts.size())},
        {QStringLiteral("held"), qint64(proof.held())},
    };
    if (proof.error) {
        object.insert(QStringLiteral("error"), lesson::errorCodeWord(proof.error->code));
        return object;
    }
    QJsonArray figures;
    for (std::size_t i = 0; i < claim.expect.bounds.size(); ++i) {
        const lesson::Bound& bound = claim.expect.bounds[i];
        QJsonObject figure = spreadObject(proof.figure(i));
        figure.insert(QStringLiteral("figure"),
                      wordFor<lesson::Figure>(lesson::words::kFigures, bound.measure.figure));
        if (bound.times)
            figure.insert(QStringLiteral("times"), spreadObject(proof.ratio(i)));
        figures.append(figure);
    }
    object.insert(QStringLiteral("figures"), figures);
    return object;
}

QJsonObject VerifyCommand::object(const TaskProof& proof) const {
    QJsonObject object{
        {QStringLiteral("lesson"), lessons_[proof.lesson].id},
        {QStringLiteral("step"), stepOf(proof).id},
        {QStringLiteral("question"), questionOf(proof).id},
        {QStringLiteral("holds"), proof.holds()},
        {QStringLiteral("solution_passes"), !proof.error && proof.solution.holds()},
        {QStringLiteral("start_passes"), !proof.error && proof.start.holds()},
    };
    if (proof.error)
        object.insert(QStringLiteral("error"), lesson::errorCodeWord(proof.error->code));
    return object;
}

QByteArray VerifyCommand::json() const {
    QJsonArray claims;
    for (const ClaimProof& proof : verification_.claims)
        claims.append(object(proof));
    QJsonArray questions;
    for (const TaskProof& proof : verification_.tasks)
        questions.append(object(proof));
    const QJsonObject all{
        {QStringLiteral("lessons"), qint64(lessons_.size())},
        {QStringLiteral("runs"), qint64(runs_)},
        {QStringLiteral("claims"), claims},
        {QStringLiteral("questions"), questions},
        {QStringLiteral("findings"), QJsonDocument::fromJson(findingsAsJson(findings())).array()},
    };
    return QJsonDocument(all).toJson();
}

} // namespace

Status verify(const VerifyRequest& request) {
    VerifyCommand command(request);
    command.read();
    command.prove();
    return command.print() && command.isSound() ? Status::Ok : Status::Failed;
}

} // namespace downhill::app::cli
