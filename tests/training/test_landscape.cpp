#include "experiments.h"
#include "training/landscape.h"
#include "training/thread_team.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

using namespace downhill::training;

namespace {

/// A network with its parameters on a dataset of its own.
template <class Scalar>
struct Setting {
    Network<Scalar> network;
    Dataset<Scalar> data;
    std::vector<Scalar> parameters;
    LossSettings loss{Loss::BinaryCrossEntropy};
};

template <class Scalar>
Setting<Scalar> setting(std::int64_t samples) {
    NetworkProblem problem;
    problem.dataset = {.kind = DatasetKind::Circle, .samples = samples, .noise = 0.1};
    problem.network.layers = {{6, Activation::Tanh}, {5, Activation::Relu}, {1, Activation::Linear}};
    auto data = makeDataset<Scalar>(problem, {});
    auto network = Network<Scalar>::create(problem.network, 2);
    if (!data || !network)
        throw std::runtime_error("no setting");
    std::vector<Scalar> parameters(static_cast<std::size_t>(network->parameterCount()));
    network->initialise(parameters, 3);
    return {*network, data->train, parameters};
}

template <class Scalar>
double lossSampleBySample(const Setting<Scalar>& from, std::span<const Scalar> parameters) {
    NetworkPass<Scalar> pass(from.network, 1);
    double sum = 0;
    for (Eigen::Index i = 0; i < from.data.size(); ++i) {
        pass.take(from.data.features.col(i).data(), 1);
        pass.evaluate(parameters);
        sum += static_cast<double>(
            sampleLoss(from.loss, 1, pass.outputs().data(), Scalar(from.data.targets(0, i))));
    }
    return sum / static_cast<double>(from.data.size());
}

double normOf(std::span<const double> numbers) {
    return std::sqrt(std::inner_product(numbers.begin(), numbers.end(), numbers.begin(), 0.0));
}

} // namespace

class TestLandscape : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theLossIsTheMeanOverAllSamples_data() {
        QTest::addColumn<int>("samples");
        QTest::newRow("one") << 1;
        QTest::newRow("one stretch") << 500;
        QTest::newRow("a stretch and one") << 513;
        QTest::newRow("several stretches") << 1700;
        QTest::newRow("too many to keep") << 150'001;
    }
    void theLossIsTheMeanOverAllSamples() {
        QFETCH(const int, samples);
        auto from = setting<double>(std::max(samples, 2));
        if (samples == 1) {
            from.data.features = from.data.features.leftCols(1).eval();
            from.data.targets = from.data.targets.leftCols(1).eval();
        }
        DatasetLoss<double> loss(from.network, from.loss, from.data);
        const double expected = lossSampleBySample<double>(from, from.parameters);
        QVERIFY(std::abs(loss.at(from.parameters) / expected - 1) < 1e-12);
        // Asked again, also after another place.
        std::vector<double> elsewhere(from.parameters.size(), 0.0);
        QVERIFY(std::abs(loss.at(elsewhere) - std::log(2.0)) < 1e-12);
        QVERIFY(std::abs(loss.at(from.parameters) / expected - 1) < 1e-12);
    }

    void theGradientIsThatOfAllSamples_data() {
        QTest::addColumn<int>("samples");
        QTest::newRow("one stretch") << 100;
        QTest::newRow("several stretches") << 1111;
    }
    void theGradientIsThatOfAllSamples() {
        QFETCH(const int, samples);
        const auto from = setting<double>(samples);
        DatasetLoss<double> loss(from.network, from.loss, from.data);
        std::vector<double> gradient(from.parameters.size(), 7.0);
        const double value = loss.withGradient(from.parameters, gradient);
        QVERIFY(std::abs(value / loss.at(from.parameters) - 1) < 1e-12);
        constexpr double kStep = 1e-6;
        for (std::size_t i = 0; i < gradient.size(); ++i) {
            auto moved = from.parameters;
            moved[i] += kStep;
            const double above = loss.at(moved);
            moved[i] = from.parameters[i] - kStep;
            const double slope = (above - loss.at(moved)) / (2 * kStep);
            QVERIFY(std::abs(gradient[i] - slope) < 1e-7);
        }
    }

    void withoutSamplesThereIsNoLoss() {
        auto from = setting<double>(10);
        from.data.features.resize(2, 0);
        from.data.targets.resize(1, 0);
        DatasetLoss<double> loss(from.network, from.loss, from.data);
        std::vector<double> gradient(from.parameters.size(), 7.0);
        QVERIFY(std::isnan(loss.at(from.parameters)));
        QVERIFY(std::isnan(loss.withGradient(from.parameters, gradient)));
        QVERIFY(normOf(gradient) == 0);
    }

    void batchNormGoesByItsStatistics() {
        auto from = setting<double>(50);
        NetworkSpec spec;
        spec.layers = {{.units = 4, .activation = Activation::Tanh, .batchNorm = true, .dropout = 0.5}, {1}};
        from.network = *Network<double>::create(spec, 2);
        from.parameters.resize(static_cast<std::size_t>(from.network.parameterCount()));
        from.network.initialise(from.parameters, 1);
        std::vector<double> statistics(static_cast<std::size_t>(from.network.statisticsCount()));
        from.network.initialiseStatistics(statistics);
        Landscape<double> plain(from.network, from.loss, from.data, statistics);
        statistics.front() = 0.5;
        Landscape<double> moved(from.network, from.loss, from.data, statistics);
        const double loss = plain.lossAt(from.parameters);
        QVERIFY(loss == plain.lossAt(from.parameters));
        QVERIFY(std::abs(moved.lossAt(from.parameters) - loss) > 1e-6);
    }

    void aRowIsAWalkThroughThePlane() {
        const auto from = setting<double>(200);
        LandscapePlane<double> plane{from.parameters,
                                     filterNormalisedDirection<double>(from.network, from.parameters, 1, 0),
                                     filterNormalisedDirection<double>(from.network, from.parameters, 1, 1)};
        const LandscapeGrid grid{.columns = 7, .rows = 5, .a = {-0.5, 1}, .b = {-1, 1}};
        Landscape<double> landscape(from.network, from.loss, from.data);
        std::vector<double> losses(7);
        for (int row = 0; row < 5; ++row) {
            landscape.row(plane, grid, row, losses);
            for (int column = 0; column < 7; ++column) {
                const double a = -0.5 + 0.25 * column;
                const double b = -1 + 0.5 * row;
                std::vector<double> place = from.parameters;
                for (std::size_t i = 0; i < place.size(); ++i)
                    place[i] += a * plane.first[i] + b * plane.second[i];
                const double expected = lossSampleBySample<double>(from, place);
                QVERIFY(std::abs(losses[static_cast<std::size_t>(column)] / expected - 1) < 1e-10);
            }
        }
        const LandscapeGrid point{.columns = 1, .rows = 1, .a = {0, 1}, .b = {0, 1}};
        landscape.row(plane, point, 0, losses);
        QVERIFY(losses[0] == landscape.lossAt(from.parameters));
    }

    void aTeamSeesTheSameLandscape() {
        const auto from = setting<float>(300);
        const LandscapePlane<float> plane{
            from.parameters, filterNormalisedDirection<float>(from.network, from.parameters, 2, 0),
            filterNormalisedDirection<float>(from.network, from.parameters, 2, 1)};
        const LandscapeGrid grid{.columns = 9, .rows = 13};
        std::vector<Landscape<float>> landscapes;
        for (int i = 0; i < 3; ++i)
            landscapes.emplace_back(from.network, from.loss, from.data);
        std::vector<double> alone(9 * 13, -1);
        std::vector<double> together(9 * 13, -1);
        QVERIFY(survey<float>(landscapes, plane, grid, alone));
        ThreadTeam team(3);
        QVERIFY(survey<float>(landscapes, plane, grid, together, &team));
        QVERIFY(alone == together);
        QVERIFY(std::all_of(alone.begin(), alone.end(), [](double loss) { return loss > 0; }));
        ThreadTeam larger(4);
        std::fill(together.begin(), together.end(), -1);
        QVERIFY(survey<float>(landscapes, plane, grid, together, &larger));
        QVERIFY(alone == together);
    }

    void aStopEndsASurvey() {
        const auto from = setting<float>(20);
        const LandscapePlane<float> plane{from.parameters, from.parameters, from.parameters};
        std::vector<Landscape<float>> landscapes;
        landscapes.emplace_back(from.network, from.loss, from.data);
        std::vector<double> losses(16, -1);
        std::stop_source source;
        source.request_stop();
        QVERIFY(!survey<float>(landscapes, plane, {.columns = 4, .rows = 4}, losses, nullptr,
                               source.get_token()));
        QVERIFY(std::all_of(losses.begin(), losses.end(), [](double loss) { return loss == -1; }));
    }

    void directionsHaveTheNormOfEachUnitsWeights() {
        auto from = setting<double>(10);
        const LayerShape& second = from.network.layers()[1];
        std::fill_n(from.parameters.begin() + second.weights, second.inputs, 0.0);
        const auto direction = filterNormalisedDirection<double>(from.network, from.parameters, 9, 0);
        for (const LayerShape& layer : from.network.layers()) {
            for (Eigen::Index unit = 0; unit < layer.units; ++unit) {
                const auto first = static_cast<std::size_t>(layer.weights + unit * layer.inputs);
                const auto count = static_cast<std::size_t>(layer.inputs);
                const double norm = normOf(std::span(direction).subspan(first, count));
                const double wanted = normOf(std::span<const double>(from.parameters).subspan(first, count));
                QVERIFY(std::abs(norm - wanted) < 1e-12);
                QVERIFY(direction[static_cast<std::size_t>(layer.bias + unit)] == 0);
            }
        }
        QVERIFY(direction == filterNormalisedDirection<double>(from.network, from.parameters, 9, 0));
        QVERIFY(direction != filterNormalisedDirection<double>(from.network, from.parameters, 9, 1));
        QVERIFY(direction != filterNormalisedDirection<double>(from.network, from.parameters, 8, 0));
    }

    void theScaleOfAReluNetworkLeavesThePictureAlone() {
        // Twice the weights below and half of them above compute the same.
        NetworkSpec spec;
        spec.layers = {{16, Activation::Relu}, {1}};
        auto from = setting<double>(100);
        from.network = *Network<double>::create(spec, 2);
        from.parameters.resize(static_cast<std::size_t>(from.network.parameterCount()));
        from.network.initialise(from.parameters, 5);
        auto scaled = from;
        const LayerShape& below = from.network.layers()[0];
        const LayerShape& above = from.network.layers()[1];
        for (Eigen::Index i = 0; i < below.inputs * below.units; ++i)
            scaled.parameters[static_cast<std::size_t>(below.weights + i)] *= 2;
        for (Eigen::Index i = 0; i < above.inputs; ++i)
            scaled.parameters[static_cast<std::size_t>(above.weights + i)] /= 2;
        const auto losses = [](const Setting<double>& of) {
            Landscape<double> landscape(of.network, of.loss, of.data);
            const LandscapePlane<double> plane{
                of.parameters, filterNormalisedDirection<double>(of.network, of.parameters, 4, 0),
                filterNormalisedDirection<double>(of.network, of.parameters, 4, 1)};
            std::vector<double> row(11);
            landscape.row(plane, {.columns = 11, .rows = 3}, 2, row);
            return row;
        };
        const auto one = losses(from);
        const auto other = losses(scaled);
        for (std::size_t i = 0; i < one.size(); ++i)
            QVERIFY(std::abs(one[i] / other[i] - 1) < 1e-12);
    }
};

QTEST_APPLESS_MAIN(TestLandscape)
#include "test_landscape.moc"
