#include "gradient_cases.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace downhill::training;
using namespace gradient_cases;
using Eigen::Index;

Q_DECLARE_METATYPE(LossCase)

/// More than are written to their rows one by one.
constexpr Index kManyInputs = 6;

/// Whether a batch has the same gradient after a larger one as in a pass that never saw another.
template <class Scalar>
void smallerBatchesForget(Index inputs, InstructionSet set, const LossSettings& loss,
                          const std::vector<Scalar>& features, const std::vector<Scalar>& targets) {
    const auto network = *Network<Scalar>::create(
        {.layers = {{7, Activation::Tanh}, {5, Activation::Gelu, true}, {3, Activation::Linear}}}, inputs,
        set);
    std::vector<Scalar> parameters(static_cast<std::size_t>(network.parameterCount()));
    network.initialise(parameters, 3);
    const auto gradient = [&](NetworkPass<Scalar>& pass, Index count) {
        std::vector<Scalar> found(parameters.size());
        pass.take(features.data(), count);
        pass.forward(parameters);
        std::copy_n(targets.begin(), count, pass.targets().begin());
        pass.measure(loss);
        pass.backward(parameters, found, true);
        return found;
    };
    NetworkPass<Scalar> used(network, kSamples);
    for (Index count = 2; count <= kSamples; ++count) {
        gradient(used, kSamples);
        NetworkPass<Scalar> fresh(network, kSamples);
        QVERIFY2(gradient(used, count) == gradient(fresh, count), nameOf(set).data());
    }
}

class TestGradientProperties : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theOrderOfABatchDoesNotMatter_data() {
        QTest::addColumn<LossCase>("loss");
        for (const LossCase& loss : kLosses)
            QTest::newRow(loss.name) << loss;
    }
    void theOrderOfABatchDoesNotMatter() {
        QFETCH(const LossCase, loss);
        const Network<double> network = networkOf(
            {{7, Activation::Tanh, true}, {6, Activation::Relu}, {loss.outputs, Activation::Linear}});
        const auto parameters = parametersOf(network);
        Samples samples(loss);
        NetworkPass<double> pass(network, kSamples);
        pass.take(samples.features.data(), kSamples);
        const auto straight = gradientOf(pass, parameters, samples, loss.loss);
        std::vector<Index> order(kSamples);
        for (Index i = 0; i < kSamples; ++i)
            order[static_cast<std::size_t>(i)] = i * 8 % kSamples;
        pass.gather(samples.features.data(), order);
        const std::vector<double> targets = samples.targets;
        for (std::size_t i = 0; i < order.size(); ++i)
            samples.targets[i] = targets[static_cast<std::size_t>(order[i])];
        const auto shuffled = gradientOf(pass, parameters, samples, loss.loss);
        QVERIFY(difference(shuffled, straight) <= 1e-13);
    }

    void aBatchIsTheMeanOfItsSamples_data() { theOrderOfABatchDoesNotMatter_data(); }
    void aBatchIsTheMeanOfItsSamples() {
        QFETCH(const LossCase, loss);
        const Network<double> network =
            networkOf({{7, Activation::Elu}, {6, Activation::Sigmoid}, {loss.outputs, Activation::Linear}});
        const auto parameters = parametersOf(network);
        Samples samples(loss);
        NetworkPass<double> pass(network, kSamples);
        pass.take(samples.features.data(), kSamples);
        const double whole = lossAt(pass, parameters, samples, loss.loss, {});
        const auto gradient = gradientOf(pass, parameters, samples, loss.loss);
        const std::vector<double> targets = samples.targets;
        std::vector<double> sum(parameters.size(), 0.0);
        double losses = 0;
        for (Index i = 0; i < kSamples; ++i) {
            pass.take(samples.features.data() + i * kInputs, 1);
            samples.targets = {targets[static_cast<std::size_t>(i)]};
            losses += lossAt(pass, parameters, samples, loss.loss, {});
            pass.backward(parameters, sum); // adds
        }
        for (double& value : sum)
            value /= kSamples;
        QVERIFY(difference(sum, gradient) <= 1e-13);
        QVERIFY(std::abs(losses / kSamples - whole) <= 1e-13 * std::max(1.0, std::abs(whole)));
    }

    void aScaledLossHasAScaledGradient_data() {
        QTest::addColumn<LossCase>("loss");
        QTest::addColumn<LossCase>("other");
        QTest::addColumn<double>("factor");
        const LossCase mse{"", Loss::MeanSquaredError, 1};
        const LossCase mae{"", Loss::MeanAbsoluteError, 1};
        const LossCase half{"", Loss::HalfMeanSquaredError, 1};
        QTest::newRow("half mse is half of mse") << half << mse << 0.5;
        QTest::newRow("huber without an end is half mse")
            << LossCase{"", {Loss::Huber, 1e6}, 1} << half << 1.0;
        QTest::newRow("huber with an early end is delta times mae")
            << LossCase{"", {Loss::Huber, 1e-9}, 1} << mae << 1e-9;
        QTest::newRow("the same of three outputs")
            << LossCase{"", Loss::HalfMeanSquaredError, 3} << LossCase{"", Loss::MeanSquaredError, 3} << 0.5;
    }
    void aScaledLossHasAScaledGradient() {
        QFETCH(const LossCase, loss);
        QFETCH(const LossCase, other);
        QFETCH(const double, factor);
        const Network<double> network =
            networkOf({{7, Activation::Tanh}, {6, Activation::Softplus}, {loss.outputs, Activation::Linear}});
        const auto parameters = parametersOf(network);
        const Samples samples(loss);
        NetworkPass<double> pass(network, kSamples);
        pass.take(samples.features.data(), kSamples);
        const auto found = gradientOf(pass, parameters, samples, loss.loss);
        auto wanted = gradientOf(pass, parameters, samples, other.loss);
        for (double& value : wanted)
            value *= factor;
        QVERIFY(difference(found, wanted) <= 1e-12);
    }

    void greatLogitsStayFinite_data() {
        QTest::addColumn<LossCase>("loss");
        QTest::addColumn<double>("label");
        QTest::addColumn<double>("size");
        QTest::addColumn<double>("wanted");
        for (const double size : {1e4, -1e4}) {
            const auto add = [size](const char* name, Loss loss, std::int64_t outputs, double label,
                                    double wanted) {
                QTest::addRow("%s of %g, label %g", name, size, label)
                    << LossCase{"", loss, outputs} << label << size << wanted;
            };
            const bool up = size > 0;
            add("bce", Loss::BinaryCrossEntropy, 1, 1, up ? 0 : 1e4);
            add("bce", Loss::BinaryCrossEntropy, 1, 0, up ? 1e4 : 0);
            add("hinge", Loss::Hinge, 1, 1, up ? 0 : 10001);
            add("hinge", Loss::Hinge, 1, 0, up ? 10001 : 0);
            // Three outputs of size, 0 and 0.
            add("ce", Loss::CrossEntropy, 3, 0, up ? 0 : 1e4 + std::log(2));
            add("ce", Loss::CrossEntropy, 3, 1, up ? 1e4 : std::log(2));
            add("hinge", Loss::Hinge, 3, 0, up ? 0 : 2 * 10001.0 / 3);
            add("hinge", Loss::Hinge, 3, 2, up ? (10001.0 + 1) / 3 : 1.0 / 3);
        }
    }
    void greatLogitsStayFinite() {
        QFETCH(const LossCase, loss);
        QFETCH(const double, label);
        QFETCH(const double, size);
        QFETCH(const double, wanted);
        const auto check = [&](auto one) {
            using Scalar = decltype(one);
            for (const InstructionSet set : supportedInstructionSets()) {
                const auto network =
                    *Network<Scalar>::create({.layers = {{loss.outputs, Activation::Linear}}}, 1, set);
                std::vector<Scalar> parameters(static_cast<std::size_t>(network.parameterCount()));
                parameters[0] = static_cast<Scalar>(size);
                const std::vector<Scalar> features(5, Scalar(1));
                const std::vector<Scalar> targets(5, static_cast<Scalar>(label));
                NetworkPass<Scalar> pass(network, 5);
                pass.take(features.data(), 5);
                pass.forward(parameters);
                const double found = pass.measure(loss.loss, targets.data());
                QVERIFY(std::abs(found - wanted) <= 1e-6 * std::max(1.0, wanted));
                std::vector<Scalar> gradient(parameters.size());
                pass.backward(parameters, gradient, true);
                QVERIFY(std::all_of(gradient.begin(), gradient.end(), [](Scalar value) {
                    return std::isfinite(value) && std::abs(value) <= 1;
                }));
            }
        };
        check(1.0F);
        check(1.0);
    }

    void aSmallerBatchForgetsTheLarger() {
        const auto check = [](auto one) {
            using Scalar = decltype(one);
            const LossCase& loss = kLosses[9];
            const Samples drawn(loss);
            const std::vector<double> numbers = normals(1, kManyInputs * kSamples);
            const std::vector<Scalar> features(numbers.begin(), numbers.end());
            const std::vector<Scalar> targets(drawn.targets.begin(), drawn.targets.end());
            for (const Index inputs : {kInputs, kManyInputs}) {
                for (const InstructionSet set : supportedInstructionSets())
                    smallerBatchesForget<Scalar>(inputs, set, loss.loss, features, targets);
            }
        };
        check(1.0F);
        check(1.0);
    }
};

QTEST_APPLESS_MAIN(TestGradientProperties)
#include "test_gradient_properties.moc"
