#include "optimizer_rules.h"
#include "training/optimizer.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

using namespace downhill::training;
using namespace optimizer_rules;
using Kind = OptimizerSettings::Kind;
using TwoNumbers = std::array<double, 2>;
Q_DECLARE_METATYPE(OptimizerSettings)
Q_DECLARE_METATYPE(TwoNumbers)

class TestOptimizer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void twoStepsGiveWhatAHandFinds_data() {
        QTest::addColumn<OptimizerSettings>("settings");
        QTest::addColumn<TwoNumbers>("gradients");
        QTest::addColumn<TwoNumbers>("weights"); // from 3 on
        const TwoNumbers half{0.5, 0.5};
        const OptimizerSettings plain{.learningRate = 1, .epsilon = 0};
        const auto row = [](const char* name, OptimizerSettings settings, Kind kind, TwoNumbers gradients,
                            TwoNumbers weights) {
            settings.kind = kind;
            QTest::newRow(name) << settings << gradients << weights;
        };
        OptimizerSettings s = plain;
        row("sgd", s, Kind::Sgd, half, {2.5, 2});
        s.learningRate = 0.5;
        row("half the rate", s, Kind::Sgd, half, {2.75, 2.5});
        s = plain;
        s.momentum = 0.5; // b = 0.5, 0.75
        row("momentum begins with the gradient", s, Kind::Momentum, half, {2.5, 1.75});
        row("nesterov looks ahead", s, Kind::Nesterov, half, {3 - 0.75, 3 - 0.75 - 0.875});
        s.dampening = 0.5; // b = 0.5, 0.25 + 0.25
        row("dampening begins with the second step", s, Kind::Momentum, half, {2.5, 2});
        row("nesterov knows no dampening", s, Kind::Nesterov, half, {3 - 0.75, 3 - 0.75 - 0.875});
        s.momentum = 0;
        row("no momentum, no dampening", s, Kind::Momentum, half, {2.5, 2});
        s = plain;
        row("adagrad", s, Kind::Adagrad, half, {2, 2 - std::sqrt(0.5)});
        s.initialAccumulator = 0.75;
        row("adagrad from an accumulator", s, Kind::Adagrad, half, {2.5, 2.5 - 0.5 / std::sqrt(1.25)});
        s = plain;
        s.smoothing = 0;
        row("rmsprop of the last gradient", s, Kind::RmsProp, half, {2, 1});
        s.momentum = 0.5; // b = 1, 1.5
        row("rmsprop with momentum", s, Kind::RmsProp, half, {2, 0.5});
        s = plain;
        s.smoothing = 0.75; // v = 0.0625, 0.109375; a = 0.125, 0.21875
        row("rmsprop", s, Kind::RmsProp, half, {1, 1 - 0.5 / std::sqrt(0.109375)});
        s.centered = true;
        const double first = 3 - 0.5 / std::sqrt(0.046875);
        row("rmsprop around its mean", s, Kind::RmsProp, half,
            {first, first - 0.5 / std::sqrt(0.109375 - 0.21875 * 0.21875)});
        s = plain;
        s.beta1 = s.beta2 = 0;
        row("adam without memory goes by the sign", s, Kind::Adam, {0.5, -8}, {2, 3});
        row("amsgrad keeps the largest", s, Kind::AmsGrad, {1, 0.5}, {2, 1.5});
        s.weightDecay = 0.1;
        row("adamw shrinks first", s, Kind::AdamW, half, {1.7, 0.53});
        s.l1 = 0.25;
        s.epsilon = 0.5;
        row("adamw keeps its decay out of the gradient", s, Kind::AdamW, {0.25, 0.25}, {2.2, 1.48});
        s = plain;
        s.beta1 = 0.5;
        s.beta2 = 0.75;
        row("adam corrects its bias", s, Kind::Adam, half, {2, 1});
        s.epsilon = 0.5;
        row("epsilon stands outside the root", s, Kind::Adam, half, {2.5, 2});
        row("epsilon of rmsprop too", {.learningRate = 1, .smoothing = 0, .epsilon = 0.5}, Kind::RmsProp,
            half, {2.5, 2});
        row("epsilon of adagrad too", {.learningRate = 1, .epsilon = 0.5}, Kind::Adagrad, half,
            {2.5, 2.5 - 0.5 / (std::sqrt(0.5) + 0.5)});
        s.epsilon = 0;
        s.biasCorrection = false; // m = 0.25, 0.375; v = 0.0625, 0.109375
        row("adam without correction", s, Kind::Adam, half, {2, 2 - 0.375 / std::sqrt(0.109375)});
        // v = 0.25, 0.1875 + 0.0625/4 and corrected 1, 0.203125/0.4375; the maximum is taken of the
        // uncorrected
        s.biasCorrection = true;
        s.beta1 = 0;
        row("amsgrad corrects after the maximum", s, Kind::AmsGrad, {1, 0.25},
            {2, 2 - 0.25 / std::sqrt(0.25 / 0.4375)});
        s = plain;
        s.weightDecay = 0.5;
        row("weight decay", s, Kind::Sgd, half, {1, 0});
        s.weightDecay = 0;
        s.l1 = 0.5;
        row("l1", s, Kind::Sgd, half, {2, 1});
        row("l1 turns with the sign and rests at zero", s, Kind::Sgd, {2.5, -0.5}, {0, 0.5});
        s.l1 = 0;
        s.clipValue = 0.25;
        row("clipping by value", s, Kind::Sgd, {0.5, -4}, {2.75, 3});
        s.clipValue = 0;
        s.clipNorm = 0.25;
        row("clipping by norm", s, Kind::Sgd, {0.5, 0.125}, {3 - 0.125 / 0.500001, 2.875 - 0.125 / 0.500001});
        s.weightDecay = 1;
        row("decay is not clipped", s, Kind::Sgd, {0.125, -0.125}, {-0.125, 0.125});
    }
    void twoStepsGiveWhatAHandFinds() {
        QFETCH(const OptimizerSettings, settings);
        QFETCH(const TwoNumbers, gradients);
        QFETCH(const TwoNumbers, weights);
        const auto check = [&](auto one) {
            using Scalar = decltype(one);
            const double near = 8 * static_cast<double>(std::numeric_limits<Scalar>::epsilon());
            Optimizer<Scalar> optimizer(settings, 1);
            Scalar weight = 3;
            for (std::size_t i = 0; i < 2; ++i) {
                auto gradient = static_cast<Scalar>(gradients[i]);
                QVERIFY(optimizer.step({&weight, 1}, {&gradient, 1}));
                QVERIFY2(std::abs(static_cast<double>(weight) - weights[i]) <= near,
                         qPrintable(QString::number(static_cast<double>(weight), 'g', 17)));
            }
            QCOMPARE(optimizer.steps(), 2);
        };
        check(1.0F);
        check(1.0);
    }

    void theFactorScalesTheRate() {
        for (const Kind kind : {Kind::Sgd, Kind::Nesterov, Kind::RmsProp, Kind::AdamW}) {
            OptimizerSettings settings = defaultSettings(kind);
            settings.learningRate = 0.5;
            Optimizer<double> scaled(settings, 1);
            settings.learningRate = 0.125;
            Optimizer<double> small(settings, 1);
            double left = 3;
            double right = 3;
            for (double gradient : {0.5, -2.0, 1.0}) {
                scaled.step({&left, 1}, {&gradient, 1}, 0.25);
                small.step({&right, 1}, {&gradient, 1});
                QCOMPARE(left, right);
            }
            QVERIFY(left != 3);
        }
    }

    void theRateCanChangeBetweenSteps() {
        Optimizer<double> optimizer({.learningRate = 1}, 1);
        double weight = 3;
        double gradient = 0.5;
        optimizer.step({&weight, 1}, {&gradient, 1});
        optimizer.setLearningRate(2);
        optimizer.step({&weight, 1}, {&gradient, 1});
        QCOMPARE(weight, 1.5);
        QCOMPARE(optimizer.settings().learningRate, 2.0);
    }

    void clippingWritesTheGradient() {
        constexpr std::size_t kCount = 10'001;
        const auto check = [](auto one) {
            using Scalar = decltype(one);
            for (const InstructionSet set : supportedInstructionSets()) {
                const auto drawn = normals<Scalar>(3, kCount);
                auto gradient = drawn;
                std::vector<Scalar> parameters(kCount);
                Optimizer<Scalar> both({.clipValue = 0.5, .clipNorm = 2}, kCount, set);
                both.step(parameters, gradient);
                double square = 0;
                for (const Scalar value : drawn)
                    square += std::pow(std::clamp(static_cast<double>(value), -0.5, 0.5), 2);
                const double factor = 2 / (std::sqrt(square) + 1e-6);
                for (std::size_t i = 0; i < kCount; ++i) {
                    const double wanted = factor * std::clamp(static_cast<double>(drawn[i]), -0.5, 0.5);
                    QVERIFY(std::abs(static_cast<double>(gradient[i]) - wanted) <= 1e-6 * std::abs(wanted));
                }
                gradient = drawn;
                Optimizer<Scalar> wide({.clipValue = 50, .clipNorm = 2000}, kCount, set);
                wide.step(parameters, gradient);
                QVERIFY(sameBits<Scalar>(gradient, drawn));
            }
        };
        check(1.0F);
        check(1.0);
    }

    void aGreatGradientIsClippedToo() {
        std::vector<float> parameters(7, 1.0F);
        std::vector<float> gradient(7, 3e38F); // whose squares no float holds
        Optimizer<float> optimizer({.learningRate = 1, .clipNorm = 1}, 7);
        QVERIFY(optimizer.step(parameters, gradient));
        QVERIFY(std::abs(gradient[0] - 1 / std::sqrt(7.0F)) < 1e-6F);
    }

    void aSteadyGradientDoesNotBreakTheCenteredRoot() {
        // Its mean square less its squared mean is rounding alone, below zero for some gradients.
        constexpr std::size_t kCount = 100;
        Optimizer<float> optimizer(
            {.kind = Kind::RmsProp, .learningRate = 1e-3, .centered = true, .epsilon = 1e-3}, kCount);
        std::vector<float> weights(kCount, 1.0F);
        std::vector<float> gradient(kCount);
        for (int step = 0; step < 2'000; ++step) {
            for (std::size_t i = 0; i < kCount; ++i)
                gradient[i] = 0.01F * static_cast<float>(i + 1);
            QVERIFY(optimizer.step(weights, gradient));
        }
        QVERIFY(std::all_of(weights.begin(), weights.end(), [](float weight) { return weight < 0; }));
    }

    void theDefaultsAreTorchs() {
        const auto rate = [](Kind kind) { return defaultSettings(kind).learningRate; };
        for (const Kind kind : {Kind::Sgd, Kind::Momentum, Kind::Nesterov, Kind::Adagrad, Kind::RmsProp,
                                Kind::Adam, Kind::AdamW, Kind::AmsGrad})
            QCOMPARE(defaultSettings(kind).kind, kind);
        QCOMPARE(rate(Kind::Adagrad), 0.01);
        QCOMPARE(rate(Kind::RmsProp), 0.01);
        QCOMPARE(rate(Kind::Adam), 0.001);
        QCOMPARE(rate(Kind::AdamW), 0.001);
        QCOMPARE(rate(Kind::AmsGrad), 0.001);
        QCOMPARE(defaultSettings(Kind::Momentum).momentum, 0.9);
        QCOMPARE(defaultSettings(Kind::Nesterov).momentum, 0.9);
        QCOMPARE(defaultSettings(Kind::RmsProp).momentum, 0.0);
        QCOMPARE(defaultSettings(Kind::RmsProp).smoothing, 0.99);
        QCOMPARE(defaultSettings(Kind::Adagrad).epsilon, 1e-10);
        QCOMPARE(defaultSettings(Kind::Adam).epsilon, 1e-8);
        QCOMPARE(defaultSettings(Kind::AdamW).weightDecay, 0.01);
        QCOMPARE(defaultSettings(Kind::Adam).weightDecay, 0.0);
        QCOMPARE(defaultSettings(Kind::Adam).beta1, 0.9);
        QCOMPARE(defaultSettings(Kind::Adam).beta2, 0.999);
    }

    void aStateGoesOnWhereItWas() {
        constexpr std::size_t kCount = 37;
        for (const OptimizerSettings& settings : allRules()) {
            Optimizer<float> optimizer(settings, kCount);
            auto parameters = normals<float>(1, kCount);
            const auto train = [&](Optimizer<float>& with, std::uint64_t from) {
                for (std::uint64_t seed = from; seed < from + 4; ++seed) {
                    auto gradient = normals<float>(seed, kCount);
                    with.step(parameters, gradient, 0.5);
                }
            };
            train(optimizer, 10);
            const OptimizerState<float> kept = optimizer.state();
            const auto keptParameters = parameters;
            train(optimizer, 20);
            const auto wanted = parameters;

            Optimizer<float> other(settings, kCount);
            QVERIFY(other.setState(kept).has_value());
            parameters = keptParameters;
            train(other, 20);
            QVERIFY(sameBits<float>(parameters, wanted));
            QVERIFY(other.state() == optimizer.state());
        }
    }

    void aStateOfAnotherShapeIsRefused() {
        Optimizer<float> adam(defaultSettings(Kind::Adam), 5);
        Optimizer<float> larger(defaultSettings(Kind::Adam), 6);
        Optimizer<float> sgd(defaultSettings(Kind::Sgd), 5);
        Optimizer<float> amsGrad(defaultSettings(Kind::AmsGrad), 5);
        for (const auto* other : {&larger, &sgd, &amsGrad}) {
            const auto found = adam.setState(other->state());
            QVERIFY(!found.has_value());
            QCOMPARE(found.error().code, ErrorCode::ShapeMismatch);
        }
        QVERIFY(adam.setState(adam.state()).has_value());
        QCOMPARE(adam.firstMoments().size(), std::size_t(5));
    }

    void aResetForgetsAllSteps() {
        constexpr std::size_t kCount = 21;
        for (OptimizerSettings settings : allRules()) {
            settings.initialAccumulator = 0.25;
            Optimizer<double> optimizer(settings, kCount);
            const OptimizerState<double> fresh = optimizer.state();
            auto parameters = normals<double>(1, kCount);
            auto gradient = normals<double>(2, kCount);
            optimizer.step(parameters, gradient, 0.5);
            QVERIFY(!(optimizer.state() == fresh));
            optimizer.reset();
            QVERIFY(optimizer.state() == fresh);
        }
    }

    void momentsAreThereWhereTheKindHasThem() {
        const auto sizes = [](const OptimizerSettings& settings) {
            const Optimizer<float> optimizer(settings, 3);
            return std::pair(optimizer.firstMoments().size(), optimizer.secondMoments().size());
        };
        using Sizes = std::pair<std::size_t, std::size_t>;
        QVERIFY(sizes(defaultSettings(Kind::Sgd)) == Sizes(0, 0));
        QVERIFY(sizes(defaultSettings(Kind::Momentum)) == Sizes(3, 0));
        QVERIFY(sizes(defaultSettings(Kind::Nesterov)) == Sizes(3, 0));
        QVERIFY(sizes(defaultSettings(Kind::Adagrad)) == Sizes(0, 3));
        QVERIFY(sizes(defaultSettings(Kind::RmsProp)) == Sizes(0, 3));
        QVERIFY(sizes(defaultSettings(Kind::Adam)) == Sizes(3, 3));
        OptimizerSettings adam = defaultSettings(Kind::Adam);
        adam.beta1 = 0.75;
        adam.beta2 = 0.5;
        Optimizer<double> optimizer(adam, 1);
        double weight = 0;
        double gradient = 2;
        optimizer.step({&weight, 1}, {&gradient, 1});
        QCOMPARE(optimizer.firstMoments()[0], 0.5);
        QCOMPARE(optimizer.secondMoments()[0], 2.0);
    }

    void effectiveRatesMoveTheParameters() {
        constexpr std::size_t kCount = 40;
        for (const OptimizerSettings& settings : allRules()) {
            const bool entersBuffer = settings.kind == Kind::RmsProp && settings.momentum > 0;
            if (settings.l1 != 0 || settings.kind == Kind::AdamW || entersBuffer ||
                settings.kind == Kind::Nesterov)
                continue; // what moves their parameters is more than a rate times one number
            Optimizer<double> optimizer(settings, kCount);
            auto parameters = normals<double>(1, kCount);
            std::vector<double> next(kCount);
            std::vector<double> last(kCount);
            for (std::uint64_t seed = 2; seed < 6; ++seed) {
                auto gradient = normals<double>(seed, kCount);
                optimizer.effectiveRates(gradient, next);
                const auto before = parameters;
                optimizer.step(parameters, gradient);
                optimizer.effectiveRates({}, last);
                const auto mean = optimizer.firstMoments();
                for (std::size_t i = 0; i < kCount; ++i) {
                    const double moved = before[i] - parameters[i];
                    const double by = mean.empty() ? gradient[i] : mean[i];
                    QVERIFY(std::abs(moved - last[i] * by) <= 1e-13);
                    QVERIFY(std::abs(next[i] - last[i]) <= 1e-13 * last[i]);
                }
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestOptimizer)
#include "test_optimizer.moc"
