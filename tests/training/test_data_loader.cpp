#include "experiments.h"
#include "fingerprint.h"
#include "training/data_loader.h"

#include <QTest>

#include <algorithm>
#include <atomic>
#include <thread>

using namespace downhill::training;

namespace {

constexpr Eigen::Index kSamples = 103;
constexpr Eigen::Index kFeatures = 3;

/// Samples that say their own number.
Dataset<float> numbered(Eigen::Index samples = kSamples) {
    Dataset<float> data;
    data.features.resize(kFeatures, samples);
    data.targets.resize(1, samples);
    for (Eigen::Index i = 0; i < samples; ++i) {
        const auto number = static_cast<float>(i);
        data.features.col(i) << number, number + 0.25F, number + 0.5F;
        data.targets(0, i) = -number;
    }
    return data;
}

/// Whether a batch holds just the samples at `which`.
bool holds(const Batch<float>& batch, std::span<const Eigen::Index> which, const Dataset<float>& data) {
    if (batch.size != static_cast<Eigen::Index>(which.size()))
        return false;
    for (Eigen::Index i = 0; i < batch.size; ++i) {
        const Eigen::Index sample = which[static_cast<std::size_t>(i)];
        const Eigen::Map<const Eigen::VectorXf> column(batch.features + i * kFeatures, kFeatures);
        if (column != data.features.col(sample) || batch.targets[i] != data.targets(0, sample))
            return false;
    }
    return true;
}

std::vector<Eigen::Index> copyOf(std::span<const Eigen::Index> indices) {
    return {indices.begin(), indices.end()};
}

} // namespace

Q_DECLARE_METATYPE(LoaderSettings)

class TestDataLoader : public QObject {
    Q_OBJECT

    static void addModes() {
        QTest::addColumn<LoaderSettings>("settings");
        QTest::newRow("as needed") << LoaderSettings{};
        QTest::newRow("drop the last") << LoaderSettings{.dropLast = true};
        QTest::newRow("one ahead") << LoaderSettings{.prefetch = 1};
        QTest::newRow("five ahead") << LoaderSettings{.dropLast = true, .prefetch = 5};
        QTest::newRow("slowly") << LoaderSettings{.microseconds = 2};
        QTest::newRow("slowly, three ahead") << LoaderSettings{.prefetch = 3, .microseconds = 2};
    }

private Q_SLOTS:
    /// Numbers that a release must keep: a seed means the same order on every machine.
    void aSeedMeansTheOrder_data() {
        QTest::addColumn<qint64>("batchSize");
        QTest::newRow("1") << qint64{1};
        QTest::newRow("10") << qint64{10};
        QTest::newRow("64") << qint64{64};
    }
    void aSeedMeansTheOrder() {
        QFETCH(const qint64, batchSize);
        const auto data = numbered();
        DataLoader<float> loader(data, batchSize, true, 5);
        std::vector<double> order;
        while (order.size() < 5 * kSamples) {
            for (const Eigen::Index sample : loader.nextIndices())
                order.push_back(static_cast<double>(sample));
        }
        QCOMPARE(fingerprint(order), 0xf6f7d3a0a2036cc5u);
    }

    void anEpochHoldsEverySampleOnce_data() {
        QTest::addColumn<qint64>("batchSize");
        QTest::addColumn<bool>("shuffle");
        QTest::addColumn<bool>("dropLast");
        for (const qint64 size : {1, 7, 64, 103, 0, 500}) {
            for (const bool shuffle : {false, true}) {
                QTest::addRow("%lld%s", size, shuffle ? ", shuffled" : "") << size << shuffle << false;
                QTest::addRow("%lld%s, full ones", size, shuffle ? ", shuffled" : "")
                    << size << shuffle << true;
            }
        }
    }
    void anEpochHoldsEverySampleOnce() {
        QFETCH(const qint64, batchSize);
        QFETCH(const bool, shuffle);
        QFETCH(const bool, dropLast);
        const auto data = numbered();
        DataLoader<float> loader(data, batchSize, shuffle, 3, {.dropLast = dropLast});
        const Eigen::Index size = loader.batchSize();
        QCOMPARE(size, batchSize == 0 ? kSamples : std::min<Eigen::Index>(batchSize, kSamples));
        const Eigen::Index full = kSamples / size;
        const Eigen::Index rest = dropLast ? 0 : kSamples % size;
        std::vector<Eigen::Index> last;
        for (int epoch = 0; epoch < 3; ++epoch) {
            std::vector<Eigen::Index> order;
            for (Eigen::Index i = 0; i < full; ++i) {
                QCOMPARE(static_cast<Eigen::Index>(loader.nextIndices().size()), size);
                order.insert(order.end(), loader.indices().begin(), loader.indices().end());
            }
            if (rest > 0) {
                QCOMPARE(static_cast<Eigen::Index>(loader.nextIndices().size()), rest);
                order.insert(order.end(), loader.indices().begin(), loader.indices().end());
            }
            QCOMPARE(static_cast<Eigen::Index>(order.size()), full * size + rest);
            const bool inOrder = std::is_sorted(order.begin(), order.end());
            QCOMPARE(inOrder, !shuffle || size == kSamples);
            QCOMPARE(order == last, inOrder && epoch > 0);
            last = order;
            std::sort(order.begin(), order.end());
            QVERIFY(std::adjacent_find(order.begin(), order.end()) == order.end());
            QVERIFY(order.front() >= 0 && order.back() < kSamples);
        }
    }

    void batchesDoNotDependOnHowTheyAreLoaded_data() { addModes(); }
    void batchesDoNotDependOnHowTheyAreLoaded() {
        QFETCH(const LoaderSettings, settings);
        const auto data = numbered();
        DataLoader<float> loader(data, 10, true, 8, settings);
        DataLoader<float> named(data, 10, true, 8, settings);
        DataLoader<float> plain(data, 10, true, 8, {.dropLast = settings.dropLast});
        for (int i = 0; i < 60; ++i) {
            const auto expected = plain.nextIndices();
            const auto batch = loader.next();
            QVERIFY(std::ranges::equal(loader.indices(), expected));
            QVERIFY(holds(batch, expected, data));
            QVERIFY(std::ranges::equal(named.nextIndices(), expected));
        }
        QCOMPARE(loader.times().batches, 60);
        QCOMPARE(named.times().batches, 60);
    }

    void aRunDoesNotDependOnHowItsBatchesAreLoaded_data() { addModes(); }
    void aRunDoesNotDependOnHowItsBatchesAreLoaded() {
        QFETCH(const LoaderSettings, settings);
        auto experiment = experiments::circle(10);
        experiment.runs.front().loader.dropLast = settings.dropLast;
        auto plain = experiments::trainer<float>(experiment);
        experiment.runs.front().loader = settings;
        auto loaded = experiments::trainer<float>(experiment);
        for (const int steps : {35, 20}) {
            QCOMPARE(plain.run(steps), steps);
            QCOMPARE(loaded.run(steps), steps);
            QVERIFY(std::ranges::equal(plain.parameters(), loaded.parameters()));
            plain.rewind();
            loaded.rewind();
        }
    }

    void aBatchCanBeRepeated_data() { addModes(); }
    void aBatchCanBeRepeated() {
        QFETCH(const LoaderSettings, settings);
        const auto data = numbered();
        DataLoader<float> loader(data, 10, true, 8, settings);
        loader.repeat(); // nothing to repeat yet
        QVERIFY(loader.indices().empty());
        for (int i = 0; i < 25; ++i) {
            loader.next();
            const auto samples = copyOf(loader.indices());
            loader.repeat();
            QVERIFY(holds(loader.next(), samples, data));
            loader.repeat();
            QVERIFY(std::ranges::equal(loader.nextIndices(), samples));
            loader.repeat();
            QVERIFY(holds(loader.next(), samples, data));
        }
        QCOMPARE(loader.times().batches, 25);
    }

    void aNamedBatchCanBeRepeatedAsACopy() {
        const auto data = numbered();
        for (const bool shuffle : {false, true}) {
            DataLoader<float> loader(data, 10, shuffle, 8);
            for (int i = 0; i < 25; ++i) {
                const auto samples = copyOf(loader.nextIndices());
                loader.repeat();
                QVERIFY(holds(loader.next(), samples, data));
            }
        }
    }

    void rewindingBeginsWithTheFirstBatch_data() { addModes(); }
    void rewindingBeginsWithTheFirstBatch() {
        QFETCH(const LoaderSettings, settings);
        const auto data = numbered();
        DataLoader<float> loader(data, 10, true, 8, settings);
        std::vector<std::vector<Eigen::Index>> batches;
        for (int i = 0; i < 15; ++i)
            batches.push_back(copyOf(loader.nextIndices()));
        for (const int after : {0, 1, 4, 12}) {
            loader.rewind();
            QVERIFY(loader.indices().empty());
            QCOMPARE(loader.times().batches, 0);
            for (int i = 0; i < after; ++i)
                loader.next();
            loader.repeat();
            loader.rewind();
            for (const auto& samples : batches)
                QVERIFY(holds(loader.next(), samples, data));
        }
    }

    void rewindingDoesNotWaitForASlowWorker() {
        // A batch takes ten seconds to load, which neither rewinding nor the end may wait for.
        const auto data = numbered();
        const auto begin = std::chrono::steady_clock::now();
        {
            DataLoader<float> loader(data, 100, true, 8, {.prefetch = 2, .microseconds = 100'000});
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
            loader.rewind();
        }
        QVERIFY(std::chrono::steady_clock::now() - begin < std::chrono::seconds(5));
    }

    void aBatchInUseIsLeftAlone() {
        const auto data = numbered();
        DataLoader<float> loader(data, 10, true, 8, {.prefetch = 2});
        for (int i = 0; i < 8; ++i) {
            const auto batch = loader.next();
            const auto samples = copyOf(loader.indices());
            std::this_thread::sleep_for(std::chrono::milliseconds(3)); // the worker fills its ring meanwhile
            QVERIFY(holds(batch, samples, data));
        }
    }

    void onlyCopyingAndWaitingIsTimed() {
        const auto data = numbered();
        DataLoader<float> loader(data, 10, true, 8);
        QVERIFY(loader.isDirect());
        for (int i = 0; i < 20; ++i)
            loader.nextIndices();
        QCOMPARE(loader.times().batches, 20);
        QCOMPARE(loader.times().loaded, 0.0);
        QCOMPARE(loader.times().waited, 0.0);
        QVERIFY(loader.timeline().empty());
        QVERIFY(!DataLoader<float>(data, 10, true, 8, {.prefetch = 1}).isDirect());
        QVERIFY(!DataLoader<float>(data, 10, true, 8, {.microseconds = 1}).isDirect());
    }

    void loadingTakesAtLeastWhatIsAsked_data() {
        QTest::addColumn<int>("prefetch");
        QTest::newRow("as needed") << 0;
        QTest::newRow("two ahead") << 2;
    }
    void loadingTakesAtLeastWhatIsAsked() {
        QFETCH(const int, prefetch);
        const auto data = numbered(100);
        DataLoader<float> loader(data, 10, true, 8, {.prefetch = prefetch, .microseconds = 100});
        for (int i = 0; i < 10; ++i)
            loader.next();
        const LoaderTimes times = loader.times();
        QVERIFY2(times.loaded >= 0.01, qPrintable(QString::number(times.loaded)));
        if (prefetch == 0)
            QVERIFY(times.waited >= 0.01);
    }

    void aBatchIsLoadedBeforeItIsThere_data() { addModes(); }
    void aBatchIsLoadedBeforeItIsThere() {
        QFETCH(const LoaderSettings, settings);
        const auto data = numbered();
        DataLoader<float> loader(data, 10, true, 8, settings);
        for (int i = 0; i < 50; ++i)
            loader.next();
        const auto timeline = loader.timeline();
        QCOMPARE(timeline.size(), 50u);
        double loaded = 0;
        double waited = 0;
        for (const BatchTimes& times : timeline) {
            QVERIFY(times.loadBegin <= times.loadEnd && times.waitBegin <= times.waitEnd);
            QVERIFY(times.loadEnd <= times.waitEnd);
            loaded += times.loadEnd - times.loadBegin;
            waited += times.waitEnd - times.waitBegin;
        }
        QCOMPARE(loaded, loader.times().loaded);
        QCOMPARE(waited, loader.times().waited);
    }

    void aStepEndsOnceForItsBatch() {
        const auto data = numbered();
        DataLoader<float> loader(data, 10, true, 8, {.prefetch = 2});
        loader.endStep(); // of no batch
        loader.next();
        QCOMPARE(loader.timeline().back().stepEnd, 0.0);
        loader.endStep();
        const BatchTimes first = loader.timeline().back();
        QVERIFY(first.stepEnd >= first.waitEnd);
        loader.repeat();
        loader.next(); // the same batch again, whose step has ended
        loader.endStep();
        QVERIFY(loader.timeline().back() == first);
        loader.next();
        loader.endStep();
        QCOMPARE(loader.timeline().size(), 2u);
        QVERIFY(loader.timeline().front() == first);
        QVERIFY(loader.timeline().back().stepEnd >= first.stepEnd);
    }
    void whatLiesReadyIsToldOf() {
        const auto data = numbered();
        DataLoader<float> loader(data, 10, true, 8, {.prefetch = 3});
        loader.next();
        QTRY_COMPARE(loader.ready().size(), 3u);
        std::int64_t batch = 1;
        double before = loader.timeline().back().loadEnd;
        for (const BatchTimes& times : loader.ready()) {
            QCOMPARE(times.batch, batch++);
            QVERIFY(!times.isTaken() && times.loadBegin >= before && times.loadEnd >= times.loadBegin);
            before = times.loadEnd;
        }
        const BatchTimes next = loader.ready().front();
        loader.next();
        QCOMPARE(loader.timeline().back().loadEnd, next.loadEnd);
        loader.rewind();
        QTRY_COMPARE(loader.ready().size(), 3u);
        QCOMPARE(loader.ready().front().batch, std::int64_t{0});
        const DataLoader<float> asNeeded(data, 10, true, 8, {.microseconds = 1});
        QVERIFY(asNeeded.ready().empty());
    }
    void aLoaderThatIsDirectRecordsNoStep() {
        const auto data = numbered();
        DataLoader<float> loader(data, 10, true, 8);
        loader.nextIndices();
        loader.endStep();
        QVERIFY(loader.timeline().empty());
    }

    void theTimelineKeepsTheLastBatchesInOrder_data() { addModes(); }
    void theTimelineKeepsTheLastBatchesInOrder() {
        QFETCH(const LoaderSettings, settings);
        const auto data = numbered();
        DataLoader<float> loader(data, 10, true, 8, settings);
        for (int i = 0; i < 300; ++i)
            loader.next();
        const auto timeline = loader.timeline();
        QCOMPARE(timeline.size(), LoaderRecord::kKept);
        QCOMPARE(timeline.front().batch, 300 - static_cast<std::int64_t>(LoaderRecord::kKept));
        for (std::size_t i = 1; i < timeline.size(); ++i) {
            QCOMPARE(timeline[i].batch, timeline[i - 1].batch + 1);
            QVERIFY(timeline[i].loadBegin >= timeline[i - 1].loadEnd);
            QVERIFY(timeline[i].waitBegin >= timeline[i - 1].waitEnd);
        }
        QVERIFY(timeline.front().loadBegin > 0);
    }

    void timesCanBeReadWhileBatchesAreTaken() {
        const auto data = numbered();
        DataLoader<float> loader(data, 10, true, 8, {.prefetch = 3});
        std::atomic<bool> done = false;
        std::atomic<int> disorders = 0;
        std::jthread reader([&] {
            std::int64_t last = 0;
            while (!done) {
                const LoaderTimes times = loader.times();
                const auto timeline = loader.timeline();
                disorders += times.batches < last || times.loaded < 0 || times.waited < 0 ? 1 : 0;
                disorders += !timeline.empty() && timeline.back().batch + 1 < times.batches ? 1 : 0;
                last = times.batches;
            }
        });
        for (int i = 0; i < 3000; ++i)
            loader.next();
        done = true;
        reader.join();
        QCOMPARE(disorders.load(), 0);
        QCOMPARE(loader.times().batches, 3000);
    }
};

QTEST_APPLESS_MAIN(TestDataLoader)
#include "test_data_loader.moc"
