#include "scratch_database.h"
#include "store/review_store.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace downhill;
using namespace downhill::store;
using namespace downhill::store::test;
using lesson::fsrs::Card;
using lesson::fsrs::Rating;

namespace {

Card card(Rating rating = Rating::Good) {
    return lesson::fsrs::next(lesson::fsrs::next({}, Rating::Easy, 1'900'000'000'000), rating,
                              1'901'000'000'000);
}

} // namespace

class TestReviewStore : public QObject {
    Q_OBJECT

    ScratchDatabase database_{};

private Q_SLOTS:
    void init() { database_.begin({ada(), grace()}); }
    void cleanup() { database_.close(); }

    void aQuestionThatWasNeverAnsweredHasNoCard() {
        const auto found = ReviewStore(*database_).card(key(u"slope"_s), u"steep"_s);
        QVERIFY2(found, why(found));
        QVERIFY(!*found);
    }

    void aCardIsThereAgainToTheLastDigit() {
        QVERIFY(ReviewStore(*database_).save(key(u"slope"_s), u"steep"_s, card()));
        database_.reopen();
        const auto found = ReviewStore(*database_).card(key(u"slope"_s), u"steep"_s);
        QVERIFY2(found && *found, why(found));
        QVERIFY(**found == card());
    }

    void aLaterCardTakesThePlaceOfTheOneBefore() {
        ReviewStore reviews(*database_);
        QVERIFY(reviews.save(key(u"slope"_s), u"steep"_s, card()));
        QVERIFY(reviews.save(key(u"slope"_s), u"steep"_s, card(Rating::Again)));
        const auto all = reviews.course(ada().id, u"first"_s);
        QVERIFY2(all, why(all));
        QVERIFY((*all == std::vector<lesson::ReviewCard>{{u"slope"_s, u"steep"_s, card(Rating::Again)}}));
    }

    void profilesCoursesLessonsAndQuestionsAreApart() {
        ReviewStore reviews(*database_);
        for (const auto& [at, question] : {std::pair{key(u"slope"_s), u"b"_s},
                                           {key(u"slope"_s), u"a"_s},
                                           {key(u"noise"_s), u"c"_s},
                                           {key(u"slope"_s, 2), u"a"_s},
                                           {key(u"slope"_s, 1, u"other"_s), u"a"_s}})
            QVERIFY(reviews.save(at, question, card()));
        const auto all = reviews.course(ada().id, u"first"_s);
        QVERIFY2(all, why(all));
        QStringList names;
        for (const lesson::ReviewCard& each : *all)
            names.append(each.lesson + u'/' + each.question);
        QCOMPARE(names, (QStringList{u"noise/c"_s, u"slope/a"_s, u"slope/b"_s}));
    }

    void aCardThatCannotBeIsRefused_data() {
        QTest::addColumn<QString>("fault");
        for (const char* fault :
             {"never asked", "no stability", "not a number", "too difficult", "a stranger"})
            QTest::newRow(fault) << QString::fromLatin1(fault);
    }

    void aCardThatCannotBeIsRefused() {
        QFETCH(QString, fault);
        Card broken = card();
        if (fault == u"never asked")
            broken.reviews = 0;
        else if (fault == u"no stability")
            broken.stability = 0;
        else if (fault == u"not a number")
            broken.stability = std::numeric_limits<double>::quiet_NaN();
        else if (fault == u"too difficult")
            broken.difficulty = 11;
        const int profile = fault == u"a stranger" ? 99 : 1;
        const auto saved = ReviewStore(*database_).save(key(u"slope"_s, profile), u"steep"_s, broken);
        QVERIFY(!saved);
        QCOMPARE(saved.error().code, ErrorCode::Failed);
        QVERIFY(ReviewStore(*database_).course(ada().id, u"first"_s)->empty());
    }

    void cardsGoWithTheirProfile() {
        QVERIFY(ReviewStore(*database_).save(key(u"slope"_s), u"steep"_s, card()));
        QVERIFY(ProfileStore(*database_).remove(ada().id));
        const auto all = ReviewStore(*database_).course(ada().id, u"first"_s);
        QVERIFY2(all, why(all));
        QVERIFY(all->empty());
    }
};

QTEST_GUILESS_MAIN(TestReviewStore)
#include "test_review_store.moc"
