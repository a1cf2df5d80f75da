#include "scratch_database.h"
#include "store/connection.h"
#include "store/curve_blob.h"
#include "store/run_store.h"

#include <QTest>

#include <bit>
#include <cmath>
#include <limits>
#include <random>

using namespace Qt::StringLiterals;
using namespace downhill::store;
using namespace downhill::store::test;
using downhill::training::CurveBucket;
using downhill::training::CurveKind;
using downhill::training::StopReason;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

StepKey tooFar() {
    return {key(u"slope"_s), u"too-far"_s};
}

RunRecord record(int id, UtcMs started = 1'900'000'000'000) {
    return {
        .id = uuid(id),
        .step = tooFar(),
        .experiment = u"{\"runs\":[{\"id\":\"slow\"}]}"_s,
        .changes = u"[{\"step\":40,\"learning_rate\":0.3}]"_s,
        .appVersion = u"0.1.0"_s,
        .started = started,
        .ended = started + 5000,
        .outcomes = {{u"slow"_s, u"Slow & steady"_s, StopReason::Finished, 1000, {0.25, 0.9}, {0.5, 0.75}},
                     {u"fast"_s, QString(), StopReason::Diverged, 37, {kNaN, kNaN}, {INFINITY, kNaN}}}};
}

/// NaN equals NaN here.
bool same(double a, double b) {
    return a == b || (std::isnan(a) && std::isnan(b));
}

bool same(const RunOutcome& a, const RunOutcome& b) {
    return a.id == b.id && a.name == b.name && a.reason == b.reason && a.steps == b.steps &&
           same(a.train.loss, b.train.loss) && same(a.train.accuracy, b.train.accuracy) &&
           same(a.test.loss, b.test.loss) && same(a.test.accuracy, b.test.accuracy);
}

bool same(const RunRecord& a, const RunRecord& b) {
    return a.id == b.id && a.step == b.step && a.experiment == b.experiment && a.changes == b.changes &&
           a.appVersion == b.appVersion && a.started == b.started && a.ended == b.ended &&
           std::equal(a.outcomes.begin(), a.outcomes.end(), b.outcomes.begin(), b.outcomes.end(),
                      [](const RunOutcome& x, const RunOutcome& y) { return same(x, y); });
}

std::vector<CurveBucket> buckets(std::size_t count, std::int64_t width, unsigned seed) {
    std::mt19937 random(seed);
    std::uniform_real_distribution<float> loss(0.f, 4.f);
    std::vector<CurveBucket> all(count);
    for (std::size_t i = 0; i < count; ++i) {
        CurveBucket& bucket = all[i];
        bucket.firstStep = static_cast<std::int64_t>(i) * width + 1;
        bucket.lastStep = bucket.firstStep + width - 1;
        bucket.leastStep =
            bucket.firstStep + static_cast<std::int64_t>(random() % static_cast<unsigned>(width));
        bucket.greatestStep = bucket.lastStep;
        bucket.first = loss(random);
        bucket.least = loss(random) - 4.f;
        bucket.greatest = loss(random) + 4.f;
        bucket.last = loss(random);
    }
    return all;
}

bool holds(const StoredCurve& stored, const CurveSlice& written) {
    return stored.run == written.run && stored.kind == written.kind && stored.width == written.width &&
           stored.brokeAt == written.brokeAt &&
           std::equal(stored.buckets.begin(), stored.buckets.end(), written.buckets.begin(),
                      written.buckets.end());
}

} // namespace

class TestRunStore : public QObject {
    Q_OBJECT

    ScratchDatabase database_{};

private Q_SLOTS:
    void init() { database_.begin({ada()}); }
    void cleanup() { database_.close(); }

    void bringsBackARunWithItsCurves_data() {
        QTest::addColumn<int>("count");
        for (const int count : {0, 1, 511, 512, 513, 1024, 4096})
            QTest::addRow("%d buckets", count) << count;
    }

    void bringsBackARunWithItsCurves() {
        QFETCH(int, count);
        const auto slow = buckets(static_cast<std::size_t>(count), 244, 1);
        const auto fast = buckets(37, 1, 2);
        const auto test = buckets(7, 10, 3);
        const std::vector<CurveSlice> curves{{0, CurveKind::Batch, 244, 0, slow},
                                             {0, CurveKind::Test, 10, 0, test},
                                             {1, CurveKind::Batch, 1, 37, fast}};
        const auto saved = RunStore(*database_).save(record(1), curves);
        QVERIFY2(saved, why(saved));
        database_.reopen();
        const auto loaded = RunStore(*database_).load(uuid(1));
        QVERIFY2(loaded && *loaded, why(loaded));
        QVERIFY(same(loaded->value().record, record(1)));
        QCOMPARE(loaded->value().curves.size(), curves.size());
        for (std::size_t i = 0; i < curves.size(); ++i)
            QVERIFY(holds(loaded->value().curves[i], curves[i]));
    }

    void bringsBackEveryReason_data() {
        QTest::addColumn<int>("reason");
        for (const StopReason reason : {StopReason::None, StopReason::Finished, StopReason::GoalReached,
                                        StopReason::Diverged, StopReason::LeftWindow, StopReason::Stopped})
            QTest::addRow("%d", static_cast<int>(reason)) << static_cast<int>(reason);
    }

    void bringsBackEveryReason() {
        QFETCH(int, reason);
        RunRecord run = record(1);
        run.outcomes[0].reason = static_cast<StopReason>(reason);
        run.ended = std::nullopt;
        QVERIFY(RunStore(*database_).save(run, {}));
        const auto loaded = RunStore(*database_).load(uuid(1));
        QVERIFY2(loaded && *loaded, why(loaded));
        QVERIFY(same(loaded->value().record, run));
    }

    void writesBucketsInAFixedLayout() {
        const CurveBucket bucket{1, 0x0203, 3, -1, 1.f, -2.f, std::numeric_limits<float>::infinity(), 0.f};
        QCOMPARE(encodeBuckets({&bucket, 1}).toHex(), QByteArray("0100000000000000"
                                                                 "0302000000000000"
                                                                 "0300000000000000"
                                                                 "ffffffffffffffff"
                                                                 "0000803f000000c00000807f00000000"));
        std::vector<CurveBucket> back;
        QVERIFY(decodeBuckets(encodeBuckets({&bucket, 1}), back));
        QVERIFY(back == std::vector{bucket});
        QVERIFY(!decodeBuckets(QByteArray(47, 'x'), back));
        QCOMPARE(back.size(), 1u);
    }

    void growsBucketByBucket() {
        RunStore runs(*database_);
        auto all = buckets(1300, 4, 5);
        RunRecord run = record(1);
        run.ended = std::nullopt;
        for (const std::size_t count : {0u, 1u, 1u, 500u, 512u, 513u, 1300u}) {
            auto now = all;
            now.resize(count);
            if (count > 0)
                now.back().last = 99.f; // the last bucket is only half full yet
            run.outcomes[0].steps = static_cast<std::int64_t>(count) * 4;
            const CurveSlice curve{0, CurveKind::Batch, 4, 0, now};
            const auto grown = runs.grow(run, {&curve, 1});
            QVERIFY2(grown, why(grown));
            const auto loaded = runs.load(uuid(1));
            QVERIFY2(loaded && *loaded, why(loaded));
            QVERIFY(same(loaded->value().record, run));
            QCOMPARE(loaded->value().curves.size(), 1u);
            QVERIFY(holds(loaded->value().curves[0], curve));
        }
    }

    void growingWritesOnlyWhatIsNew() {
        RunStore runs(*database_);
        const auto all = buckets(2000, 1, 5);
        const CurveSlice first{0, CurveKind::Batch, 1, 0, std::span(all).first(1500)};
        QVERIFY(runs.save(record(1), {&first, 1}));
        // Marks the stored chunks; those that are written again lose the mark.
        QVERIFY(OtherProgram(database_->file())
                    .execute({u"UPDATE curve_chunks SET buckets = zeroblob(24576)"_s}));
        const CurveSlice second{0, CurveKind::Batch, 1, 0, all};
        QVERIFY(runs.grow(record(1), {&second, 1}));
        QCOMPARE(OtherProgram(database_->file())
                     .ask(u"SELECT chunk FROM curve_chunks WHERE buckets = zeroblob(24576)"_s),
                 (QStringList{u"0"_s, u"1"_s}));
    }

    void growingReplacesACurveWhoseWidthDoubled() {
        RunStore runs(*database_);
        const auto narrow = buckets(4096, 1, 5);
        const auto wide = buckets(2049, 2, 6);
        const auto test = buckets(9, 1, 7);
        const std::vector<CurveSlice> before{{0, CurveKind::Batch, 1, 0, narrow},
                                             {0, CurveKind::Test, 1, 0, test}};
        QVERIFY(runs.grow(record(1), before));
        const CurveSlice after{0, CurveKind::Batch, 2, 0, wide};
        QVERIFY(runs.grow(record(1), {&after, 1}));
        const auto loaded = runs.load(uuid(1));
        QVERIFY2(loaded && *loaded, why(loaded));
        QCOMPARE(loaded->value().curves.size(), 2u);
        QVERIFY(holds(loaded->value().curves[0], after));
        QVERIFY(holds(loaded->value().curves[1], before[1])); // was not given, stays
    }

    void savingReplacesAllOfARun() {
        RunStore runs(*database_);
        const auto old = buckets(1500, 1, 5);
        const std::vector<CurveSlice> before{{0, CurveKind::Batch, 1, 0, old},
                                             {1, CurveKind::Batch, 1, 0, old}};
        QVERIFY(runs.save(record(1), before));
        RunRecord rerun = record(1);
        rerun.outcomes.pop_back();
        rerun.changes.clear();
        const auto fresh = buckets(1600, 1, 6);
        const CurveSlice after{0, CurveKind::Batch, 1, 0, fresh};
        QVERIFY(runs.save(rerun, {&after, 1}));
        const auto loaded = runs.load(uuid(1));
        QVERIFY2(loaded && *loaded, why(loaded));
        QVERIFY(same(loaded->value().record, rerun));
        QCOMPARE(loaded->value().curves.size(), 1u);
        QVERIFY(holds(loaded->value().curves[0], after));
        QCOMPARE(OtherProgram(database_->file()).ask(u"SELECT count(*) FROM curve_chunks"_s),
                 QStringList{u"4"_s});
    }

    void listsTheNewestFirst() {
        RunStore runs(*database_);
        RunRecord elsewhere = record(9, 900);
        elsewhere.step = {{ada().id, QString(), QString()}, QString()}; // the lab
        for (const RunRecord& run :
             {record(1, 300), record(2, 100), record(3, 300), elsewhere, record(4, 200)})
            QVERIFY(runs.save(run, {}));
        QCOMPARE(idsOf(runs.list(tooFar())), (std::vector{3, 1, 4, 2}));
        QCOMPARE(idsOf(runs.list(tooFar(), 2)), (std::vector{3, 1}));
        QCOMPARE(idsOf(runs.list(elsewhere.step)), std::vector{9});
        QCOMPARE(idsOf(runs.recent(ada().id)), (std::vector{9, 3, 1, 4, 2}));
        QCOMPARE(idsOf(runs.recent(ada().id, 1)), std::vector{9});
        QVERIFY(same(runs.list(tooFar())->front(), record(3, 300)));
    }

    void loadsTheLastRunOfAStep() {
        RunStore runs(*database_);
        const auto none = runs.last(tooFar());
        QVERIFY2(none, why(none));
        QVERIFY(!*none);
        const auto curve = buckets(3, 1, 1);
        const CurveSlice slice{0, CurveKind::Batch, 1, 0, curve};
        QVERIFY(runs.save(record(1, 200), {&slice, 1}));
        QVERIFY(runs.save(record(2, 100), {}));
        const auto last = runs.last(tooFar());
        QVERIFY2(last && *last, why(last));
        QVERIFY(same(last->value().record, record(1, 200)));
        QCOMPARE(last->value().curves.size(), 1u);
        QVERIFY(holds(last->value().curves[0], slice));
    }

    void removesARunWithItsCurves() {
        RunStore runs(*database_);
        const auto curve = buckets(1000, 1, 1);
        const CurveSlice slice{0, CurveKind::Batch, 1, 0, curve};
        QVERIFY(runs.save(record(1), {&slice, 1}));
        QVERIFY(runs.save(record(2), {}));
        const auto removed = runs.remove(uuid(1));
        QVERIFY2(removed, why(removed));
        QVERIFY(*removed);
        const auto again = runs.remove(uuid(1));
        QVERIFY2(again, why(again));
        QVERIFY(!*again);
        const auto gone = runs.load(uuid(1));
        QVERIFY2(gone, why(gone));
        QVERIFY(!*gone);
        QCOMPARE(OtherProgram(database_->file()).ask(u"SELECT count(*) FROM curve_chunks"_s),
                 QStringList{u"0"_s});
        QCOMPARE(idsOf(runs.list(tooFar())), std::vector{2});
    }

    void aCurveOfARunThatIsNotThereUndoesAll() {
        RunStore runs(*database_);
        const auto curve = buckets(3, 1, 1);
        const std::vector<CurveSlice> curves{{0, CurveKind::Batch, 1, 0, curve},
                                             {2, CurveKind::Batch, 1, 0, curve}};
        const auto saved = runs.save(record(1), curves);
        QVERIFY(!saved);
        QCOMPARE(saved.error().code, ErrorCode::Failed);
        const auto loaded = runs.load(uuid(1));
        QVERIFY2(loaded, why(loaded));
        QVERIFY(!*loaded);
    }

    void aFullDiskKeepsTheRunAsItWas() {
        RunStore runs(*database_);
        const auto small = buckets(10, 1, 1);
        const CurveSlice before{0, CurveKind::Batch, 1, 0, small};
        QVERIFY(runs.save(record(1), {&before, 1}));
        Connection& connection = database_->connection();
        QVERIFY(connection.execute(
            u"PRAGMA max_page_count = %1"_s.arg(connection.integer(u"PRAGMA page_count"_s).value_or(0) + 8)));
        const auto large = buckets(4096, 2, 1);
        const CurveSlice after{0, CurveKind::Batch, 2, 0, large};
        const auto grown = runs.grow(record(1), {&after, 1});
        QVERIFY(!grown);
        QVERIFY2(grown.error().code == ErrorCode::DiskFull, why(grown));
        const auto loaded = runs.load(uuid(1));
        QVERIFY2(loaded && *loaded, why(loaded));
        QVERIFY(holds(loaded->value().curves.at(0), before));
    }

    void noticesRowsThatDoNotFit_data() {
        QTest::addColumn<QString>("damage");
        QTest::newRow("half a bucket")
            << u"UPDATE curve_chunks SET buckets = zeroblob(100) WHERE chunk = 1"_s;
        QTest::newRow("a chunk too few") << u"DELETE FROM curve_chunks WHERE chunk = 0"_s;
        QTest::newRow("another count") << u"UPDATE curves SET buckets = 7"_s;
        QTest::newRow("an unknown reason") << u"UPDATE run_outcomes SET reason = 'bored'"_s;
    }

    void noticesRowsThatDoNotFit() {
        QFETCH(QString, damage);
        RunStore runs(*database_);
        const auto curve = buckets(1000, 1, 1);
        const CurveSlice slice{0, CurveKind::Batch, 1, 0, curve};
        QVERIFY(runs.save(record(1), {&slice, 1}));
        QVERIFY(OtherProgram(database_->file()).execute({damage}));
        const auto loaded = runs.load(uuid(1));
        QVERIFY(!loaded);
        QCOMPARE(loaded.error().code, ErrorCode::Damaged);
    }
};

QTEST_GUILESS_MAIN(TestRunStore)
#include "test_run_store.moc"
