#include "experiments.h"
#include "training/assessment.h"
#include "training/evaluator.h"
#include "training/philox.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace downhill::training;

Q_DECLARE_METATYPE(Loss)

namespace {

/// A layer without hidden ones whose outputs are the features.
Network<double> identity(std::int64_t size, std::vector<double>& parameters) {
    NetworkSpec spec;
    spec.layers = {{size}};
    auto network = *Network<double>::create(spec, size);
    parameters.assign(static_cast<std::size_t>(size * size + size), 0);
    for (std::int64_t i = 0; i < size; ++i)
        parameters[static_cast<std::size_t>(i * size + i)] = 1;
    return network;
}

} // namespace

class TestAssessment : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aConfusionMatrixCountsAsAHandDoes() {
        ConfusionMatrix matrix(3);
        QVERIFY(std::isnan(matrix.accuracy()));
        const int counts[3][3] = {{5, 1, 0}, {2, 3, 1}, {0, 0, 0}};
        for (int actual = 0; actual < 3; ++actual) {
            for (int named = 0; named < 3; ++named) {
                for (int i = 0; i < counts[actual][named]; ++i)
                    matrix.count(actual, named);
            }
        }
        matrix.count(1, -1);
        QCOMPARE(matrix.classes(), 3);
        QCOMPARE(matrix.samples(), Eigen::Index{13});
        QCOMPARE(matrix(1, 0), Eigen::Index{2});
        QCOMPARE(matrix.unnamed(1), Eigen::Index{1});
        QCOMPARE(matrix.accuracy(), 8.0 / 13);
        QCOMPARE(matrix.precision(0), 5.0 / 7);
        QCOMPARE(matrix.recall(0), 5.0 / 6);
        QCOMPARE(matrix.f1(0), 2 / (7.0 / 5 + 6.0 / 5));
        QCOMPARE(matrix.recall(1), 3.0 / 7);
        QCOMPARE(matrix.precision(2), 0.0);
        QVERIFY(std::isnan(matrix.recall(2)));
        QCOMPARE(matrix.f1(2), 0.0);
    }

    void whatIsNamedAgreesWithTheAccuracy_data() {
        QTest::addColumn<Loss>("loss");
        QTest::addColumn<int>("outputs");
        QTest::newRow("one logit") << Loss::BinaryCrossEntropy << 1;
        QTest::newRow("one margin") << Loss::Hinge << 1;
        QTest::newRow("one value") << Loss::MeanSquaredError << 1;
        QTest::newRow("logits") << Loss::CrossEntropy << 4;
        QTest::newRow("values") << Loss::MeanSquaredError << 4;
    }
    void whatIsNamedAgreesWithTheAccuracy() {
        QFETCH(const Loss, loss);
        QFETCH(const int, outputs);
        RandomStream random(1, Stream::Data);
        const double odd[] = {0, 0.5, -0.5, 1, NAN, INFINITY, -INFINITY};
        for (int i = 0; i < 3000; ++i) {
            std::vector<double> values(static_cast<std::size_t>(outputs));
            for (double& value : values)
                value = random.index(3) == 0 ? odd[random.index(7)] : random.uniform(-2, 2);
            const int named = classNamedBy(LossSettings(loss), outputs, values.data());
            const int labels = std::max(outputs, 2);
            for (int label = 0; label < labels; ++label) {
                QCOMPARE(namesClass(LossSettings(loss), outputs, values.data(), static_cast<double>(label)),
                         label == named);
            }
            const bool unclear =
                std::any_of(values.begin(), values.end(), [](double v) { return std::isnan(v); });
            QCOMPARE(named < 0, unclear);
        }
    }

    void aClassificationIsToldSampleBySample() {
        std::vector<double> parameters;
        const auto network = identity(3, parameters);
        Dataset<double> data;
        data.features.resize(3, 4);
        data.features << 2, 0, 0, 1, //
            0, 3, 0, 1,              //
            0, 0, 1, 1;
        data.targets.resize(1, 4);
        data.targets << 0, 1, 0, 2;
        data.task = Task::MultiClassification;
        data.classes = 3;
        const auto found = assess<double>(network, Loss::CrossEntropy, data, parameters);
        QVERIFY((found.named == std::vector<int>{0, 1, 2, 0}));
        QCOMPARE(found.confusion.accuracy(), 0.5);
        QCOMPARE(found.confusion(0, 2), Eigen::Index{1});
        const std::vector<double> losses{std::log(1 + 2 * std::exp(-2.0)), std::log(1 + 2 * std::exp(-3.0)),
                                         std::log(2 + std::exp(1.0)), std::log(3.0)};
        for (std::size_t i = 0; i < 4; ++i)
            QVERIFY(std::abs(found.losses[i] - losses[i]) < 1e-12);
        QVERIFY(std::abs(found.meanLoss - std::accumulate(losses.begin(), losses.end(), 0.0) / 4) < 1e-12);
        QVERIFY(std::isnan(found.rSquared));
    }

    void aRegressionHasItsCoefficient() {
        std::vector<double> parameters;
        const auto network = identity(1, parameters);
        Dataset<double> data;
        data.features.resize(1, 4);
        data.features << 1, 2, 3, 5;
        data.targets.resize(1, 4);
        data.targets << 1, 2, 4, 5;
        const auto found = assess<double>(network, Loss::MeanSquaredError, data, parameters);
        QCOMPARE(found.rSquared, 1 - 1.0 / 10);
        QCOMPARE(found.meanLoss, 0.25);
        QVERIFY((found.losses == std::vector<double>{0, 0, 1, 0}));
        QVERIFY(found.named.empty());
        QCOMPARE(found.confusion.classes(), 0);
        data.targets.setConstant(3);
        QVERIFY(std::isnan(assess<double>(network, Loss::MeanSquaredError, data, parameters).rSquared));
    }

    void aWholeSetAgreesWithTheEvaluator() {
        auto trainer = experiments::trainer<float>(experiments::circle());
        trainer.run(40);
        const auto experiment = experiments::circle();
        const auto& problem = std::get<NetworkProblem>(experiment.problem);
        NetworkProblem large = problem;
        large.dataset.samples = 1001;
        const auto data = *makeDataset<float>(large, experiment.seeds);
        const auto network = *Network<float>::create(problem.network, 2);
        const auto found = assess<float>(network, LossSettings(problem), data.train, trainer.parameters());
        Evaluator<float> evaluator(network, LossSettings(problem));
        const auto expected = evaluator.evaluate(trainer.parameters(), {}, data.train);
        QVERIFY(std::abs(found.meanLoss - expected.loss) < 1e-6);
        QCOMPARE(found.confusion.accuracy(), expected.accuracy);
        QCOMPARE(static_cast<Eigen::Index>(found.losses.size()), data.train.size());
    }

    void withoutSamplesNothingIsKnown() {
        std::vector<double> parameters;
        const auto network = identity(2, parameters);
        Dataset<double> data;
        data.features.resize(2, 0);
        data.targets.resize(1, 0);
        data.task = Task::BinaryClassification;
        data.classes = 2;
        const auto found = assess<double>(network, Loss::CrossEntropy, data, parameters);
        QVERIFY(std::isnan(found.meanLoss) && std::isnan(found.rSquared));
        QVERIFY(std::isnan(found.confusion.accuracy()));
        QVERIFY(found.losses.empty());
    }

    void aNetworkThatDivergedNamesNothing() {
        std::vector<double> parameters;
        const auto network = identity(2, parameters);
        parameters[0] = NAN;
        Dataset<double> data;
        data.features.setConstant(2, 3, 1.0);
        data.targets.setZero(1, 3);
        data.task = Task::BinaryClassification;
        data.classes = 2;
        const auto found = assess<double>(network, Loss::CrossEntropy, data, parameters);
        QVERIFY((found.named == std::vector<int>{-1, -1, -1}));
        QCOMPARE(found.confusion.unnamed(0), Eigen::Index{3});
        QCOMPARE(found.confusion.accuracy(), 0.0);
        QVERIFY(std::isnan(found.meanLoss));
    }
};

QTEST_APPLESS_MAIN(TestAssessment)
#include "test_assessment.moc"
