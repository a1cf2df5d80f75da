#include "optimizer_rules.h"
#include "training/optimizer.h"
#include "training/thread_team.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

using namespace downhill::training;
using namespace optimizer_rules;
using Eigen::Index;

namespace {

/// Parameters after `steps` steps with gradients that change, behind and before numbers that must stay.
template <class Scalar>
std::vector<Scalar> trained(const OptimizerSettings& settings, std::size_t count, int steps,
                            InstructionSet instructions, ThreadTeam* team = nullptr) {
    constexpr std::size_t kGuards = 32;
    constexpr Scalar kGuard = 77;
    Optimizer<Scalar> optimizer(settings, static_cast<Index>(count), instructions);
    std::vector<Scalar> parameters(count + 2 * kGuards, kGuard);
    const auto start = normals<Scalar>(1, count);
    std::copy(start.begin(), start.end(), parameters.begin() + kGuards);
    if (count > 2)
        parameters[kGuards + 1] = 0; // the sign of nothing
    for (int step = 0; step < steps; ++step) {
        auto gradient = normals<Scalar>(2 + static_cast<std::uint64_t>(step), count);
        if (!optimizer.step({parameters.data() + kGuards, count}, gradient, 1 - 0.05 * step, team))
            throw std::runtime_error("not finite");
    }
    for (std::size_t i = 0; i < kGuards; ++i) {
        if (parameters[i] != kGuard || parameters[kGuards + count + i] != kGuard)
            throw std::runtime_error("wrote beyond the parameters");
    }
    parameters.erase(parameters.begin(), parameters.begin() + kGuards);
    parameters.resize(count);
    return parameters;
}

} // namespace

class TestOptimizerBits : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyInstructionSetGivesTheSameBits() {
        const auto check = [](auto one) {
            using Scalar = decltype(one);
            for (const OptimizerSettings& settings : allRules()) {
                for (std::size_t count = 0; count <= 70; ++count) {
                    const auto plain = trained<Scalar>(settings, count, 5, InstructionSet::Baseline);
                    for (const InstructionSet set : supportedInstructionSets()) {
                        const auto found = trained<Scalar>(settings, count, 5, set);
                        QVERIFY2(sameBits<Scalar>(found, plain), nameOf(set).data());
                    }
                }
            }
        };
        check(1.0F);
        check(1.0);
    }

    void threadsDoNotChangeABit() {
        const auto check = [](auto one) {
            using Scalar = decltype(one);
            constexpr std::size_t kCount = 40'003;
            for (const int size : {2, 3}) {
                ThreadTeam team(size);
                for (OptimizerSettings settings : allRules()) {
                    settings.clipNorm = 10;
                    const auto alone = trained<Scalar>(settings, kCount, 2, bestInstructionSet());
                    QVERIFY(sameBits<Scalar>(
                        trained<Scalar>(settings, kCount, 2, bestInstructionSet(), &team), alone));
                }
            }
        };
        check(1.0F);
        check(1.0);
    }

    void aParameterThatIsNotFiniteIsReported() {
        const auto check = [](auto one) {
            using Scalar = decltype(one);
            for (const InstructionSet set : supportedInstructionSets()) {
                for (const OptimizerSettings& settings : allRules()) {
                    for (std::size_t count = 1; count <= 35; ++count) {
                        for (std::size_t bad = 0; bad < count; ++bad) {
                            Optimizer<Scalar> optimizer(settings, static_cast<Index>(count), set);
                            std::vector<Scalar> parameters(count, Scalar(1));
                            std::vector<Scalar> gradient(count, Scalar(1));
                            QVERIFY(optimizer.step(parameters, gradient));
                            gradient[bad] = std::numeric_limits<Scalar>::quiet_NaN();
                            QVERIFY(!optimizer.step(parameters, gradient));
                            QVERIFY(std::isnan(parameters[bad]));
                            parameters[bad] = std::numeric_limits<Scalar>::infinity();
                            gradient[bad] = 0;
                            QVERIFY(!optimizer.step(parameters, gradient));
                        }
                    }
                }
            }
        };
        check(1.0F);
        check(1.0);
    }
};

QTEST_APPLESS_MAIN(TestOptimizerBits)
#include "test_optimizer_bits.moc"
