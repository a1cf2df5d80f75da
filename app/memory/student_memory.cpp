#include "memory/student_memory.h"

#include "experiment/run_answer.h"
#include "lesson/content_hash.h"
#include "lesson/question_use.h"
#include "memory/kept_run.h"
#include "store/answer_store.h"
#include "store/database.h"
#include "store/progress_store.h"
#include "store/review_store.h"
#include "store/run_store.h"
#include "store/settings_store.h"

#include <QLocale>
#include <QUuid>

#include <algorithm>
#include <cmath>

namespace downhill::app {
namespace {

store::UtcMs now() {
    return QDateTime::currentMSecsSinceEpoch();
}

// Names of settings.
constexpr QStringView kUnlockAll = u"unlock-all";
constexpr QStringView kRetention = u"review-retention";
constexpr QStringView kCourse = u"course";

/// Counts the answers to a question as it stands. What one earned is a share of what the question is worth
/// now.
void addTries(lesson::Earned& earned, const lesson::Lesson& lesson,
              const std::vector<store::AnswerRecord>& tries) {
    for (const lesson::Step& step : lesson.steps) {
        for (const lesson::Question& question : step.questions) {
            if (tries.empty() || tries.front().question != question.id)
                continue;
            const QString hash = lesson::contentHash(question);
            for (const store::AnswerRecord& each : tries)
                if (each.contentHash == hash)
                    lesson::addAnswer(earned, question.id,
                                      each.points > 0 ? each.score / each.points * question.points : 0,
                                      each.correct);
        }
    }
}

} // namespace

QHash<QString, lesson::Earned> CourseMemory::earned() const {
    QHash<QString, lesson::Earned> all;
    for (auto lesson = lessons.cbegin(); lesson != lessons.cend(); ++lesson)
        all.insert(lesson.key(), lesson->earned);
    return all;
}

/// What is done on the store's thread.
struct StudentMemory::Worker {
    store::Database* database;
    QUuid profile;

    store::LessonKey key(const QString& course, const QString& lesson) const {
        return {profile, course, lesson};
    }

    store::Result<LessonMemory> recallLesson(const QString& course, const lesson::Lesson& lesson) {
        LessonMemory memory{.student = profile};
        const store::LessonKey at = key(course, lesson.id);
        const auto progress = store::ProgressStore(*database).lesson(at);
        if (!progress)
            return tl::unexpected(progress.error());
        if (*progress) {
            memory.currentStep = (*progress)->currentStep;
            for (const store::VisitedStep& visited : (*progress)->visited)
                memory.visitedSteps.append(visited.step);
        }
        store::AnswerStore answers(*database);
        const auto latest = answers.latest(at);
        if (!latest)
            return tl::unexpected(latest.error());
        for (const store::AnswerRecord& record : *latest) {
            const auto tries = answers.attempts(at, record.question);
            if (!tries)
                return tl::unexpected(tries.error());
            addTries(memory.earned, lesson, *tries);
            memory.lastAnswers[record.question] = {
                record.answer,
                record.score,
                record.points,
                record.correct,
                record.marked,
                record.contentHash,
                static_cast<int>(
                    std::ranges::count(*tries, record.contentHash, &store::AnswerRecord::contentHash)),
                record.hintsOpened,
                record.shuffleSeed};
        }
        const auto passed = store::ProgressStore(*database).passedTests(profile, course);
        if (!passed)
            return tl::unexpected(passed.error());
        memory.earned.passedTest = std::ranges::count(*passed, lesson.id, &store::PassedTest::lesson) > 0;
        memory.earned.read = !lesson.steps.empty() && memory.visitedSteps.contains(lesson.steps.back().id);
        return memory;
    }

    store::Result<CourseMemory> recallCourse(const lesson::Course& course) {
        CourseMemory memory;
        const auto opened = store::ProgressStore(*database).course(profile, course.id);
        if (!opened)
            return tl::unexpected(opened.error());
        if (!opened->empty())
            memory.latest = opened->front().lesson;
        for (const lesson::Lesson& lesson : course.lessons) {
            const auto of = recallLesson(course.id, lesson);
            if (!of)
                return tl::unexpected(of.error());
            memory.lessons.insert(lesson.id, *of);
        }
        const auto cards = store::ReviewStore(*database).course(profile, course.id);
        if (!cards)
            return tl::unexpected(cards.error());
        memory.cards = lesson::cardsOf(course, *cards);
        const auto unlock = store::SettingsStore(*database).value(profile, kUnlockAll.toString());
        if (!unlock)
            return tl::unexpected(unlock.error());
        memory.unlockAll = *unlock == QStringLiteral("true");
        return memory;
    }

    store::Result<double> retention() {
        const auto kept = store::SettingsStore(*database).value(profile, kRetention.toString());
        if (!kept)
            return tl::unexpected(kept.error());
        return *kept ? (*kept)->toDouble() : lesson::fsrs::kRetention;
    }

    /// The card of a question after that answer; none where the answer leaves it as it is.
    store::Result<std::optional<lesson::fsrs::Card>> cardAfter(const store::LessonKey& at,
                                                               const QString& question,
                                                               const lesson::ReviewedAnswer& answer,
                                                               store::UtcMs when) {
        const auto before = store::ReviewStore(*database).card(at, question);
        const auto desired = retention();
        if (!before || !desired)
            return tl::unexpected(before ? desired.error() : before.error());
        const lesson::fsrs::Card card = before->value_or(lesson::fsrs::Card{});
        const auto rating = lesson::ratingOf(answer, card, when);
        if (!rating)
            return std::nullopt;
        return lesson::fsrs::next(card, *rating, when, *desired);
    }

    store::Result<lesson::fsrs::Card> rate(const store::LessonKey& at, const QString& question,
                                           const lesson::fsrs::Card& before, lesson::Effort effort) {
        store::ReviewStore cards(*database);
        const auto present = cards.card(at, question);
        const auto desired = retention();
        if (!present || !desired)
            return tl::unexpected(present ? desired.error() : present.error());
        const lesson::fsrs::Card card = present->value_or(lesson::fsrs::Card{});
        const auto rating = lesson::ratingOf({.correct = true, .effort = effort}, before, card.last);
        if (card.reviews != before.reviews + 1 || card.rating == lesson::fsrs::Rating::Again || !rating)
            return card; // a wrong answer, or not the one after `before`
        const lesson::fsrs::Card rated = lesson::fsrs::next(before, *rating, card.last, *desired);
        if (const auto saved = cards.save(at, question, rated); !saved)
            return tl::unexpected(saved.error());
        return rated;
    }

    store::Result<void> keep(const store::AnswerRecord& record, bool reviewed) {
        store::Result<std::optional<lesson::fsrs::Card>> card = std::optional<lesson::fsrs::Card>();
        if (reviewed)
            card = cardAfter(record.lesson, record.question, {record.correct, record.hintsOpened},
                             record.answered);
        if (!card)
            return tl::unexpected(card.error());
        return store::AnswerStore(*database).record(record, *card);
    }

    store::Result<void> save(const store::StepKey& step, const QString& folder, const RunRecord& run) {
        std::vector<store::CurveSlice> slices;
        for (std::size_t i = 0; i < run.outcomes.size(); ++i) {
            const auto add = [&](training::CurveKind kind, const training::LossCurve& curve) {
                slices.push_back({i, kind, curve.width(), curve.brokeAt(), curve.buckets()});
            };
            add(training::CurveKind::Batch, run.curves[i].batch);
            add(training::CurveKind::Test, run.curves[i].test);
        }
        return store::RunStore(*database).save(storedRecord(run, step, folder), slices);
    }

    store::Result<std::vector<bool>> ranAt(const store::StepKey& step, const QString& folder,
                                           const std::vector<lesson::Settings>& settings) {
        std::vector<bool> ran(settings.size(), false);
        const auto runs = store::RunStore(*database).list(step);
        if (!runs)
            return tl::unexpected(runs.error());
        for (const store::RunRecord& stored : *runs) {
            if (std::ranges::count(ran, false) == 0)
                break;
            const RunRecord run = recordOf(stored, folder);
            for (std::size_t i = 0; i < settings.size(); ++i)
                ran[i] = ran[i] || stoodAt(run, settings[i]);
        }
        return ran;
    }
};

StudentMemory::StudentMemory(QObject* parent) : QObject(parent) {
    connect(&store_, &StoreThread::failed, this, &StudentMemory::failed);
}

template <class T, class Work>
void StudentMemory::post(QObject* context, Then<T> then, Work work) {
    store_.post<T>(context, std::move(then),
                   [work = std::move(work)](StoreThread::Open& open) mutable -> store::Result<T> {
                       Worker worker{open.database.get(), open.profile};
                       return work(worker);
                   });
}

void StudentMemory::open(const QString& folder, QObject* context, Then<void> then) {
    store_.open(folder, context, std::move(then));
}

void StudentMemory::recallLesson(const QString& course, const lesson::Lesson& lesson, QObject* context,
                                 Then<LessonMemory> then) {
    post<LessonMemory>(context, std::move(then),
                       [course, lesson](Worker& worker) { return worker.recallLesson(course, lesson); });
}

void StudentMemory::recallCourse(const lesson::Course& course, QObject* context, Then<CourseMemory> then) {
    post<CourseMemory>(context, std::move(then),
                       [course](Worker& worker) { return worker.recallCourse(course); });
}

void StudentMemory::visitStep(const QString& course, const QString& lesson, const QString& step) {
    post<void>(nullptr, {}, [course, lesson, step](Worker& worker) {
        return store::ProgressStore(*worker.database).visit({worker.key(course, lesson), step}, now());
    });
}

void StudentMemory::rememberAnswer(const QString& course, const lesson::Lesson& lesson,
                                   const lesson::Question& question, const GivenAnswer& given,
                                   QObject* context, Then<void> then) {
    store::AnswerRecord record;
    record.id = QUuid::createUuid();
    record.lesson = {{}, course, lesson.id};
    record.lessonVersion = lesson.version;
    record.question = question.id;
    record.contentHash = lesson::contentHash(question);
    record.answer = given.answer;
    record.score = given.grade.score;
    record.points = given.grade.points;
    record.marked = given.grade.marked;
    record.correct = given.grade.correct;
    record.hintsOpened = given.hintsOpened;
    record.shuffleSeed = given.seed;
    record.answered = now();
    const bool reviewed = lesson::standsAlone(question);
    post<void>(context, std::move(then), [record, reviewed](Worker& worker) mutable {
        record.lesson.profile = worker.profile;
        return worker.keep(record, reviewed);
    });
}

void StudentMemory::rateAnswer(const QString& course, const QString& lesson, const QString& question,
                               const lesson::fsrs::Card& before, lesson::Effort effort, QObject* context,
                               Then<lesson::fsrs::Card> then) {
    post<lesson::fsrs::Card>(context, std::move(then),
                             [course, lesson, question, before, effort](Worker& worker) {
                                 return worker.rate(worker.key(course, lesson), question, before, effort);
                             });
}

void StudentMemory::rememberPassedTest(const QString& course, const QString& lesson, double share,
                                       QObject* context, Then<void> then) {
    post<void>(context, std::move(then), [course, lesson, share, when = now()](Worker& worker) {
        return store::ProgressStore(*worker.database).passTest(worker.key(course, lesson), share, when);
    });
}

void StudentMemory::rememberRun(const QString& course, const lesson::Lesson& lesson, const QString& step,
                                const RunRecord& run) {
    post<void>(nullptr, {}, [course, id = lesson.id, folder = lesson.folder, step, run](Worker& worker) {
        return worker.save({worker.key(course, id), step}, folder, run);
    });
}

void StudentMemory::recallLastRun(const QString& course, const lesson::Lesson& lesson, const QString& step,
                                  QObject* context, Then<std::optional<RememberedRun>> then) {
    using Found = store::Result<std::optional<RememberedRun>>;
    post<std::optional<RememberedRun>>(
        context, std::move(then),
        [course, id = lesson.id, folder = lesson.folder, step](Worker& worker) -> Found {
            const auto stored = store::RunStore(*worker.database).last({worker.key(course, id), step});
            if (!stored)
                return tl::unexpected(stored.error());
            if (!*stored)
                return std::optional<RememberedRun>();
            return std::optional(rememberedRun(**stored, folder));
        });
}

void StudentMemory::recallRunsAt(const QString& course, const lesson::Lesson& lesson, const QString& step,
                                 std::vector<lesson::Settings> settings, QObject* context,
                                 Then<std::vector<bool>> then) {
    post<std::vector<bool>>(context, std::move(then),
                            [course, id = lesson.id, folder = lesson.folder, step,
                             settings = std::move(settings)](Worker& worker) {
                                return worker.ranAt({worker.key(course, id), step}, folder, settings);
                            });
}

void StudentMemory::setUnlockAll(bool unlock) {
    post<void>(nullptr, {}, [unlock](Worker& worker) {
        const QString value = unlock ? QStringLiteral("true") : QStringLiteral("false");
        return store::SettingsStore(*worker.database).set(worker.profile, kUnlockAll.toString(), value);
    });
}

void StudentMemory::setRetention(double retention) {
    post<void>(nullptr, {}, [value = lesson::fsrs::boundedRetention(retention)](Worker& worker) {
        return store::SettingsStore(*worker.database)
            .set(worker.profile, kRetention.toString(), QString::number(value));
    });
}

void StudentMemory::recallChosenCourse(QObject* context, Then<QString> then) {
    post<QString>(context, std::move(then), [](Worker& worker) -> store::Result<QString> {
        const auto course = store::SettingsStore(*worker.database).value({}, kCourse.toString());
        if (!course)
            return tl::unexpected(course.error());
        return course->value_or(QString());
    });
}

void StudentMemory::rememberChosenCourse(const QString& course) {
    post<void>(nullptr, {}, [course](Worker& worker) {
        return store::SettingsStore(*worker.database).set({}, kCourse.toString(), course);
    });
}

void StudentMemory::flush() {
    store_.flush();
}

} // namespace downhill::app
