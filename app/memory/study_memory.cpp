#include "memory/study_memory.h"

#include "store/review_store.h"

namespace downhill::app {

void StudyMemory::recall(const QString& course, QObject* context, StoreThread::Then<Study> then) {
    store_.post<Study>(context, std::move(then), [course](StoreThread::Open& open) -> store::Result<Study> {
        store::StudyStore study(*open.database);
        auto times = study.times(open.profile, course);
        if (!times)
            return tl::unexpected(times.error());
        auto answers = study.answers(open.profile, course);
        if (!answers)
            return tl::unexpected(answers.error());
        return Study{std::move(*times), std::move(*answers)};
    });
}

void StudyMemory::addTime(const QString& course, const QString& lesson, const QDate& day,
                          std::int64_t milliseconds) {
    store_.post<void>(nullptr, {}, [course, lesson, day, milliseconds](StoreThread::Open& open) {
        return store::StudyStore(*open.database).add({open.profile, course, lesson}, day, milliseconds);
    });
}

void StudyMemory::recallCard(const QString& course, const QString& lesson, const QString& question,
                             QObject* context, StoreThread::Then<lesson::fsrs::Card> then) {
    using Found = store::Result<lesson::fsrs::Card>;
    store_.post<lesson::fsrs::Card>(
        context, std::move(then),
        [key = store::LessonKey{{}, course, lesson}, question](StoreThread::Open& open) mutable -> Found {
            key.profile = open.profile;
            const auto card = store::ReviewStore(*open.database).card(key, question);
            if (!card)
                return tl::unexpected(card.error());
            return card->value_or(lesson::fsrs::Card{});
        });
}

} // namespace downhill::app
