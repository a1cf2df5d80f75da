#include "experiments.h"
#include "training/dataset_loss.h"
#include "training/gradient_cloud.h"

#include <QTest>

#include <cmath>
#include <numeric>

using namespace downhill::training;

class TestGradientCloud : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();

    void theBatchOfAllIsTheFullGradient();
    void singleSamplesAverageToTheFullGradient();
    void noiseFallsAsTheRootOfTheBatch();
    void theFullGradientPointsAlongItsOwnDirection();
    void aSeedGivesTheSameBatches();
    void tellsNothingOfWhatItCannotCompute();

private:
    GradientCloud cloud(const GradientCloudSettings& settings) const;

    SplitDataset<float> data_{};
    std::optional<Network<float>> network_{};
    LossSettings loss_{Loss::BinaryCrossEntropy};
    std::vector<float> parameters_{};
};

void TestGradientCloud::initTestCase() {
    NetworkProblem problem;
    problem.dataset = {.kind = DatasetKind::Circle, .samples = 256, .noise = 0.2};
    problem.network.layers = {{6, Activation::Tanh}, {1, Activation::Linear}};
    problem.loss = Loss::BinaryCrossEntropy;
    auto data = makeDataset<float>(problem, Seeds{});
    QVERIFY(data);
    data_ = *std::move(data);
    auto network = Network<float>::create(problem.network, 2);
    QVERIFY(network);
    network_ = *std::move(network);
    parameters_.resize(static_cast<std::size_t>(network_->parameterCount()));
    network_->initialise(parameters_, 7);
}

GradientCloud TestGradientCloud::cloud(const GradientCloudSettings& settings) const {
    const auto found = gradientCloud(*network_, loss_, data_.train, parameters_, {}, settings);
    if (!found)
        qFatal("no cloud");
    return *found;
}

void TestGradientCloud::theBatchOfAllIsTheFullGradient() {
    const GradientCloud all = cloud({.batchSize = 0, .batches = 5});
    QCOMPARE(all.batches.size(), std::size_t(1));
    QVERIFY(all.noise < 1e-5 * all.fullNorm);
    QCOMPARE(all.agreeing, 1.0);
    std::vector<float> gradient(parameters_.size());
    DatasetLoss<float>(*network_, loss_, data_.train).withGradient(parameters_, gradient);
    double squares = 0;
    for (const float component : gradient)
        squares += static_cast<double>(component) * static_cast<double>(component);
    QVERIFY(std::abs(all.fullNorm - std::sqrt(squares)) < 1e-6);
}

void TestGradientCloud::singleSamplesAverageToTheFullGradient() {
    const GradientCloud single =
        cloud({.batchSize = 1, .batches = 256, .parameters = std::pair<Eigen::Index, Eigen::Index>(3, 8)});
    QCOMPARE(single.batches.size(), std::size_t(256));
    std::array<double, 2> mean{};
    for (const auto& batch : single.batches)
        for (std::size_t i = 0; i < 2; ++i)
            mean[i] += batch[i] / 256;
    for (std::size_t i = 0; i < 2; ++i)
        QVERIFY(std::abs(mean[i] - single.full[i]) < 1e-5);
    QVERIFY(single.agreeing > 0.5 && single.agreeing < 1);
}

void TestGradientCloud::noiseFallsAsTheRootOfTheBatch() {
    // Batches of one epoch, which are drawn without replacement: √((n − b) / (n − 1) / b).
    const double single = cloud({.batchSize = 1, .batches = 256}).noise;
    for (const int size : {2, 4, 16}) {
        const double expected = single * std::sqrt((256.0 - size) / 255 / size);
        const double found = cloud({.batchSize = size, .batches = 256 / size}).noise;
        QVERIFY2(std::abs(found / expected - 1) < 0.25, qPrintable(QString::number(found / expected)));
    }
}

void TestGradientCloud::theFullGradientPointsAlongItsOwnDirection() {
    const GradientCloud found = cloud({.batchSize = 4, .batches = 32});
    QCOMPARE(found.full[0], found.fullNorm);
    QCOMPARE(found.full[1], 0.0);
    double aside = 0;
    for (const auto& batch : found.batches)
        aside += batch[1] * batch[1];
    QVERIFY(aside > 0);
    QVERIFY(std::sqrt(aside / 32) <= found.noise);
}

void TestGradientCloud::aSeedGivesTheSameBatches() {
    const auto first = cloud({.batchSize = 4, .seed = 3}).batches;
    QCOMPARE(first, cloud({.batchSize = 4, .seed = 3}).batches);
    QVERIFY(first != cloud({.batchSize = 4, .seed = 4}).batches);
}

void TestGradientCloud::tellsNothingOfWhatItCannotCompute() {
    const auto with = [this](std::vector<float> parameters, GradientCloudSettings settings,
                             const std::stop_token& stop = {}) {
        return gradientCloud(*network_, loss_, data_.train, parameters, {}, settings, stop).has_value();
    };
    QVERIFY(with(parameters_, {}));
    QVERIFY(!with({1, 2}, {}));
    std::vector<float> broken = parameters_;
    broken[0] = std::nanf("");
    QVERIFY(!with(broken, {}));
    QVERIFY(!with(parameters_, {.parameters = std::pair<Eigen::Index, Eigen::Index>(0, 1000)}));
    QVERIFY(!with(parameters_, {.parameters = std::pair<Eigen::Index, Eigen::Index>(-1, 0)}));
    std::stop_source stop;
    stop.request_stop();
    QVERIFY(!with(parameters_, {}, stop.get_token()));
    QVERIFY(!gradientCloud(*network_, loss_, Dataset<float>(), parameters_, {}, {}));
}

QTEST_APPLESS_MAIN(TestGradientCloud)
#include "test_gradient_cloud.moc"
