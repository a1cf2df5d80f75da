#include "training/parameter_statistics.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <numeric>

using namespace downhill::training;

class TestParameterStatistics : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void numbersAreSummarisedAsAHandDoes() {
        const std::vector<double> numbers{1, 2, 3, 4, 5, 5, -1};
        const auto found = summarise<double>(numbers, 3);
        QCOMPARE(found.mean, 19.0 / 7);
        QVERIFY(std::abs(found.deviation - std::sqrt(81.0 / 7 - 19.0 * 19 / 49)) < 1e-14);
        QCOMPARE(found.norm, 9.0);
        QCOMPARE(found.least, -1.0);
        QCOMPARE(found.greatest, 5.0);
        QCOMPARE(found.notFinite, std::int64_t{0});
        QVERIFY((found.bins == std::vector<std::int64_t>{1, 2, 4}));
    }

    void whatIsNotFiniteIsCountedApart() {
        const std::vector<float> numbers{1, NAN, 3, INFINITY, -INFINITY};
        const auto found = summarise<float>(numbers, 2);
        QCOMPARE(found.notFinite, std::int64_t{3});
        QCOMPARE(found.mean, 2.0);
        QVERIFY((found.bins == std::vector<std::int64_t>{1, 1}));
        const auto none = summarise<float>(std::vector<float>{NAN}, 2);
        QVERIFY(std::isnan(none.mean) && std::isnan(none.norm) && std::isnan(none.least));
        QVERIFY((none.bins == std::vector<std::int64_t>{0, 0}));
    }

    void everyNumberFallsIntoABin_data() {
        QTest::addColumn<QList<double>>("numbers");
        QTest::newRow("equal") << QList<double>{2, 2, 2};
        QTest::newRow("one") << QList<double>{-7};
        QTest::newRow("close") << QList<double>{1, std::nextafter(1, 2), 1};
        QTest::newRow("the widest range")
            << QList<double>{-std::numeric_limits<double>::max(), 0, std::numeric_limits<double>::max()};
        QTest::newRow("tiny") << QList<double>{0, std::numeric_limits<double>::denorm_min()};
    }
    void everyNumberFallsIntoABin() {
        QFETCH(const QList<double>, numbers);
        for (const int bins : {1, 2, 10, 1000}) {
            const auto found = summarise<double>(
                std::span(numbers.constData(), static_cast<std::size_t>(numbers.size())), bins);
            QCOMPARE(found.bins.size(), static_cast<std::size_t>(bins));
            QCOMPARE(std::accumulate(found.bins.begin(), found.bins.end(), std::int64_t{0}),
                     static_cast<std::int64_t>(numbers.size()));
        }
    }

    void layersAreToldApart() {
        NetworkSpec spec;
        spec.layers = {{2, Activation::Tanh}, {1}};
        const auto network = *Network<double>::create(spec, 1);
        // Weights 3 and 4, biases 1 and 1; weights 6 and 8, bias 2.
        const std::vector<double> now{3, 4, 1, 1, 6, 8, 2};
        const std::vector<double> before{3, 4.5, 1, 1, 0, 0, 1};
        const std::vector<double> gradient{0.3, 0.4, 0, 0, 1, 0, -2};
        const auto found = summariseLayers<double>(network.layers(), now, gradient, before, 4);
        QCOMPARE(found.size(), std::size_t{2});
        QCOMPARE(found[0].weights.values.norm, 5.0);
        QCOMPARE(found[0].weights.gradient.norm, 0.5);
        QVERIFY(std::abs(found[0].weights.updateRatio - 0.5 / std::sqrt(9 + 20.25)) < 1e-15);
        QCOMPARE(found[0].biases.values.mean, 1.0);
        QCOMPARE(found[0].biases.updateRatio, 0.0);
        QCOMPARE(found[1].weights.values.mean, 7.0);
        QVERIFY(std::isinf(found[1].weights.updateRatio));
        QCOMPARE(found[1].biases.gradient.mean, -2.0);
        QCOMPARE(found[1].biases.updateRatio, 1.0);
        const auto bare = summariseLayers<double>(network.layers(), now, {}, {}, 4);
        QVERIFY(std::isnan(bare[0].weights.updateRatio) && std::isnan(bare[0].weights.gradient.norm));
        QCOMPARE(bare[1].weights.values.norm, 10.0);
    }
};

QTEST_APPLESS_MAIN(TestParameterStatistics)
#include "test_parameter_statistics.moc"
