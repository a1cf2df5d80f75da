#include "activations.h"
#include "gradient_cases.h"

#include <QTest>

#include <cmath>
#include <stdexcept>
#include <vector>

using namespace downhill::training;
using namespace gradient_cases;
using Eigen::Index;

namespace {

/// Central differences.
std::vector<double> numericGradient(NetworkPass<double>& pass, std::vector<double> parameters,
                                    const Samples& samples, const LossSettings& loss, const Way& way) {
    constexpr double kStep = 1e-5;
    std::vector<double> gradient(parameters.size());
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        const double value = parameters[i];
        parameters[i] = value + kStep;
        const double above = lossAt(pass, parameters, samples, loss, way);
        parameters[i] = value - kStep;
        const double below = lossAt(pass, parameters, samples, loss, way);
        parameters[i] = value;
        gradient[i] = (above - below) / (2 * kStep);
    }
    return gradient;
}

/// The norm of backward()'s error, relative to the gradient's, for `count` samples after a larger batch.
double checkedGradient(const std::vector<LayerSpec>& layers, const LossCase& loss, const Way& way = {},
                       Index count = 13) {
    const Network<double> network = networkOf(layers);
    const std::vector<double> parameters = parametersOf(network);
    const Samples samples(loss);
    NetworkPass<double> pass(network, kSamples);
    pass.take(samples.features.data(), kSamples);
    gradientOf(pass, parameters, samples, loss.loss, way);
    pass.take(samples.features.data(), count);
    const auto found = gradientOf(pass, parameters, samples, loss.loss, way);
    const auto wanted = numericGradient(pass, parameters, samples, loss.loss, way);
    if (norm(wanted) < 1e-4)
        throw std::runtime_error("nothing to see: the gradient is zero");
    return difference(found, wanted);
}

void accept(double error) {
    qInfo("%-28s %.1e", QTest::currentDataTag(), error);
    QVERIFY(error <= 1e-6);
}

} // namespace

Q_DECLARE_METATYPE(LossCase)

class TestGradientCheck : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyActivationUnderEveryLoss_data() {
        QTest::addColumn<Activation>("activation");
        QTest::addColumn<LossCase>("loss");
        for (const activations::NamedActivation& activation : activations::kAll) {
            for (const LossCase& loss : kLosses)
                QTest::addRow("%s, %s", activation.name, loss.name) << activation.activation << loss;
        }
    }
    void everyActivationUnderEveryLoss() {
        QFETCH(const Activation, activation);
        QFETCH(const LossCase, loss);
        accept(checkedGradient({{5, activation}, {4, activation}, {loss.outputs, Activation::Linear}}, loss));
    }

    void everyActivationAtTheOutput_data() {
        QTest::addColumn<Activation>("activation");
        for (const activations::NamedActivation& each : activations::kAll)
            QTest::newRow(each.name) << each.activation;
    }
    void everyActivationAtTheOutput() {
        QFETCH(const Activation, activation);
        accept(checkedGradient({{5, Activation::Tanh}, {3, activation}}, kLosses[1]));
    }

    void deepNetworks_data() { everyActivationAtTheOutput_data(); }
    void deepNetworks() {
        QFETCH(const Activation, activation);
        std::vector<LayerSpec> layers(10, LayerSpec{6, activation});
        layers.push_back({3, Activation::Linear});
        accept(checkedGradient(layers, kLosses[9]));
    }

    void widthsAroundWholeVectors_data() {
        QTest::addColumn<int>("units");
        for (const int units : {1, 2, 3, 4, 7, 8, 9, 15, 16, 17, 31, 33})
            QTest::addRow("%d units", units) << units;
    }
    void widthsAroundWholeVectors() {
        QFETCH(const int, units);
        for (const Index count : {1, 2, 5, 8, 9, 16, 17, 21}) {
            const double error =
                checkedGradient({{units, Activation::Tanh}, {5, Activation::Tanh}, {1, Activation::Linear}},
                                kLosses[0], {}, count);
            QVERIFY2(error <= 1e-6, qPrintable(QString::number(count)));
        }
    }

    void batchNorm_data() {
        QTest::addColumn<Activation>("activation");
        QTest::addColumn<LossCase>("loss");
        QTest::addColumn<bool>("training");
        for (const activations::NamedActivation& activation : activations::kAll) {
            for (const std::size_t loss : {0U, 8U, 9U}) {
                for (const bool training : {true, false}) {
                    QTest::addRow("%s, %s, %s", activation.name, kLosses[loss].name,
                                  training ? "training" : "in use")
                        << activation.activation << kLosses[loss] << training;
                }
            }
        }
    }
    void batchNorm() {
        QFETCH(const Activation, activation);
        QFETCH(const LossCase, loss);
        QFETCH(const bool, training);
        Way way{.training = training};
        if (!training) {
            way.statistics = normals(9, 18, 0.3); // means and variances of five units, then of four
            for (const std::size_t i : {5, 6, 7, 8, 9, 14, 15, 16, 17})
                way.statistics[i] = 0.5 + std::abs(way.statistics[i]);
        }
        accept(checkedGradient(
            {{5, activation, true}, {4, activation, true}, {loss.outputs, Activation::Linear}}, loss, way));
    }

    void dropoutUnderAFixedMask_data() {
        QTest::addColumn<bool>("batchNorm");
        QTest::addColumn<LossCase>("loss");
        for (const std::size_t loss : {0U, 3U, 8U, 9U, 11U}) {
            QTest::addRow("%s", kLosses[loss].name) << false << kLosses[loss];
            QTest::addRow("%s with batch norm", kLosses[loss].name) << true << kLosses[loss];
        }
    }
    void dropoutUnderAFixedMask() {
        QFETCH(const bool, batchNorm);
        QFETCH(const LossCase, loss);
        const std::vector<LayerSpec> layers{{12, Activation::Tanh, batchNorm, 0.5},
                                            {9, Activation::Gelu, batchNorm, 0.2},
                                            {loss.outputs, Activation::Linear}};
        accept(checkedGradient(layers, loss, {.dropout = {.seed = 4, .step = 17}}));
        // The masks matter: without them it is another gradient.
        const Network<double> network = networkOf(layers);
        const auto parameters = parametersOf(network);
        const Samples samples(loss);
        NetworkPass<double> pass(network, kSamples);
        pass.take(samples.features.data(), kSamples);
        const auto one =
            gradientOf(pass, parameters, samples, loss.loss, {.dropout = {.seed = 4, .step = 17}});
        const auto same =
            gradientOf(pass, parameters, samples, loss.loss, {.dropout = {.seed = 4, .step = 17}});
        const auto other =
            gradientOf(pass, parameters, samples, loss.loss, {.dropout = {.seed = 4, .step = 18}});
        QVERIFY(one == same);
        QVERIFY(difference(one, other) > 1e-2);
    }
};

QTEST_APPLESS_MAIN(TestGradientCheck)
#include "test_gradient_check.moc"
