#include "lesson/review.h"

#include "lesson/question_use.h"

#include <QCryptographicHash>
#include <QSet>

#include <algorithm>
#include <tuple>

namespace downhill::lesson {

namespace {

/// A seed of its own for each question and each time that it is asked.
std::uint64_t seedOf(const ReviewCard& card) {
    const QString text = card.lesson + u'/' + card.question + u'/' + QString::number(card.card.reviews);
    const QByteArray hash = QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256);
    std::uint64_t seed = 0;
    for (int i = 0; i < 8; ++i)
        seed = seed << 8 | static_cast<unsigned char>(hash[i]);
    return seed;
}

bool isDue(const fsrs::Card& card, std::int64_t now) {
    return card.reviews > 0 && card.due <= now;
}

/// Where the next item comes from: the most urgent one of another lesson than the last, or of the lesson that
/// would otherwise have to stand next to itself at the end.
std::size_t nextPlace(const std::vector<ReviewItem>& waiting, const QString& last) {
    const auto left = [&](const QString& lesson) {
        return std::ranges::count(waiting, lesson, &ReviewItem::lesson);
    };
    std::size_t best = waiting.size();
    for (std::size_t i = 0; i < waiting.size(); ++i) {
        const QString& lesson = waiting[i].lesson;
        if (lesson == last)
            continue;
        if (2 * left(lesson) > static_cast<std::ptrdiff_t>(waiting.size()))
            return i;
        best = std::min(best, i);
    }
    return best < waiting.size() ? best : 0;
}

std::vector<ReviewItem> mixed(std::vector<ReviewItem> waiting) {
    std::vector<ReviewItem> order;
    QString last;
    while (!waiting.empty()) {
        const std::size_t place = nextPlace(waiting, last);
        last = waiting[place].lesson;
        order.push_back(std::move(waiting[place]));
        waiting.erase(waiting.begin() + static_cast<std::ptrdiff_t>(place));
    }
    return order;
}

} // namespace

std::optional<fsrs::Rating> ratingOf(const ReviewedAnswer& answer, const fsrs::Card& card, std::int64_t now) {
    if (!answer.correct)
        return fsrs::Rating::Again;
    const bool sameDay = card.reviews > 0 && now - card.last < fsrs::kDay;
    if (sameDay && card.rating != fsrs::Rating::Again)
        return std::nullopt;
    if (answer.hintsOpened > 0 || sameDay)
        return fsrs::Rating::Hard;
    switch (answer.effort) {
    case Effort::Hard:
        return fsrs::Rating::Hard;
    case Effort::Easy:
        return fsrs::Rating::Easy;
    case Effort::Usual:
        break;
    }
    return fsrs::Rating::Good;
}

std::vector<ReviewCard> cardsOf(const Course& course, std::span<const ReviewCard> cards) {
    QSet<std::pair<QString, QString>> known;
    for (const Lesson& lesson : course.lessons)
        for (const Step& step : lesson.steps)
            for (const Question& question : step.questions)
                if (standsAlone(question))
                    known.insert({lesson.id, question.id});
    std::vector<ReviewCard> found;
    std::ranges::copy_if(cards, std::back_inserter(found), [&](const ReviewCard& card) {
        return known.contains({card.lesson, card.question});
    });
    return found;
}

int dueCount(std::span<const ReviewCard> cards, std::int64_t now) {
    return static_cast<int>(
        std::ranges::count_if(cards, [now](const ReviewCard& card) { return isDue(card.card, now); }));
}

std::vector<ReviewItem> reviewSession(std::span<const ReviewCard> cards, std::int64_t now, int limit) {
    std::vector<ReviewItem> due;
    for (const ReviewCard& card : cards)
        if (isDue(card.card, now))
            due.push_back({card.lesson, card.question, seedOf(card), fsrs::retrievability(card.card, now)});
    std::ranges::sort(due, {}, [](const ReviewItem& item) {
        return std::tie(item.retrievability, item.lesson, item.question);
    });
    due.resize(std::min(due.size(), static_cast<std::size_t>(std::max(limit, 0))));
    return mixed(std::move(due));
}

} // namespace downhill::lesson
