#include "activations.h"
#include "training/instruction_set.h"
#include "training/kernels/activation_kernels.h"
#include "training/kernels/product_kernels.h"
#include "training/philox.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <vector>

using namespace downhill::training;
using Eigen::Index;

Q_DECLARE_METATYPE(InstructionSet)
Q_DECLARE_METATYPE(Activation)

namespace {

/// Numbers at multiples of 64 bytes would hide an aligned load of what is not; so vectors of the standard
/// library.
template <class Scalar>
std::vector<Scalar> drawn(Index count, std::uint64_t seed) {
    RandomStream random(seed, Stream::Data);
    std::vector<Scalar> values(static_cast<std::size_t>(count));
    for (Scalar& value : values)
        value = static_cast<Scalar>(random.uniform(-1, 1));
    return values;
}

template <class Scalar>
struct Example {
    Index rows, columns, depth;
    bool turned; ///< a stands column by column
    Index bRow = paddedToLanes(columns);
    std::vector<Scalar> a = drawn<Scalar>(rows * depth, 1);
    std::vector<Scalar> b = drawn<Scalar>(depth * bRow, 2);

    Product<Scalar> product(std::vector<Scalar>& c, Index cRow) const {
        return {.rows = rows,
                .columns = columns,
                .depth = depth,
                .a = a.data(),
                .aRow = turned ? 1 : depth,
                .aStep = turned ? rows : 1,
                .b = b.data(),
                .bRow = bRow,
                .c = c.data(),
                .cRow = cRow};
    }
    Scalar at(Index i, Index p) const {
        return a[static_cast<std::size_t>(turned ? p * rows + i : i * depth + p)];
    }
    double exact(Index i, Index j) const {
        double sum = 0;
        for (Index p = 0; p < depth; ++p)
            sum += static_cast<double>(at(i, p)) *
                   static_cast<double>(b[static_cast<std::size_t>(p * bRow + j)]);
        return sum;
    }
};

double exactActivation(Activation activation, double x) {
    switch (activation) {
    case Activation::Linear:
        return x;
    case Activation::Relu:
        return std::max(x, 0.0);
    case Activation::Tanh:
        return std::tanh(x);
    case Activation::Sigmoid:
        return x < 0 ? std::exp(x) / (1 + std::exp(x)) : 1 / (1 + std::exp(-x));
    case Activation::LeakyRelu:
        return x > 0 ? x : 0.01 * x;
    case Activation::Elu:
        return x > 0 ? x : std::expm1(x);
    case Activation::Gelu:
        return x * 0.5 * std::erfc(-x / std::sqrt(2.0));
    case Activation::Softplus:
        return x > 20 ? x : std::log1p(std::exp(-std::abs(x))) + std::max(x, 0.0);
    }
    return 0;
}

} // namespace

/// Every instruction set that this processor has, against definitions and against each other.
class TestKernels : public QObject {
    Q_OBJECT

    static void sets() {
        QTest::addColumn<InstructionSet>("set");
        for (const InstructionSet set : supportedInstructionSets())
            QTest::newRow(nameOf(set).data()) << set;
    }

private Q_SLOTS:
    void theBestInstructionSetIsSupported() {
        const auto sets = supportedInstructionSets();
        QCOMPARE(sets.front(), InstructionSet::Baseline);
        QCOMPARE(sets.back(), bestInstructionSet());
    }

    void productsAreWhatTheDefinitionSays_data() {
        QTest::addColumn<InstructionSet>("set");
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("columns");
        QTest::addColumn<int>("depth");
        for (const InstructionSet set : supportedInstructionSets()) {
            for (const auto& [rows, columns, depth] : {std::tuple{1, 1, 1},
                                                       {8, 2, 10},
                                                       {8, 10, 8},
                                                       {1, 10, 8},
                                                       {7, 33, 3},
                                                       {13, 50, 129},
                                                       {6, 64, 128},
                                                       {65, 67, 300},
                                                       {10, 784, 9}})
                QTest::addRow("%s, %dx%dx%d", nameOf(set).data(), rows, columns, depth)
                    << set << rows << columns << depth;
        }
    }
    void productsAreWhatTheDefinitionSays() {
        QFETCH(const InstructionSet, set);
        QFETCH(const int, rows);
        QFETCH(const int, columns);
        QFETCH(const int, depth);
        const auto check = [&](auto one) {
            using Scalar = decltype(one);
            const auto& kernels = productKernels<Scalar>(set);
            for (const bool turned : {false, true}) {
                const Example<Scalar> example{rows, columns, depth, turned};
                const Index cRow = columns + 3;
                std::vector<Scalar> c(static_cast<std::size_t>(rows * cRow), Scalar(7));
                kernels.multiply(example.product(c, cRow));
                auto twice = c;
                Product<Scalar> adding = example.product(twice, cRow);
                adding.add = true;
                kernels.multiply(adding);
                const double bound = 4 * std::numeric_limits<Scalar>::epsilon() * depth;
                for (Index i = 0; i < rows; ++i) {
                    for (Index j = 0; j < cRow; ++j) {
                        const auto place = static_cast<std::size_t>(i * cRow + j);
                        if (j >= columns) {
                            QVERIFY(c[place] == 7 && twice[place] == 7); // nobody's
                            continue;
                        }
                        QVERIFY(std::abs(static_cast<double>(c[place]) - example.exact(i, j)) <= bound);
                        QVERIFY(std::abs(static_cast<double>(twice[place]) - 2 * example.exact(i, j)) <=
                                2 * bound);
                    }
                }
            }
        };
        check(1.0F);
        check(1.0);
    }

    void aProductDoesNotDependOnHowItsRowsAndColumnsAreShared_data() { sets(); }
    void aProductDoesNotDependOnHowItsRowsAndColumnsAreShared() {
        QFETCH(const InstructionSet, set);
        const Example<float> example{37, 100, 200, false};
        const Index cRow = paddedToLanes(100);
        std::vector<float> whole(static_cast<std::size_t>(37 * cRow));
        productKernels<float>(set).multiply(example.product(whole, cRow));
        std::vector<float> parts(whole.size());
        for (const auto& [begin, end] : {std::pair{0, 1}, {1, 20}, {20, 37}}) {
            for (const auto& [left, right] : {std::pair{0, 16}, {16, 100}}) {
                Product<float> part = example.product(parts, cRow);
                part.rows = end - begin;
                part.columns = right - left;
                part.a += begin * part.aRow;
                part.b += left;
                part.c += begin * cRow + left;
                productKernels<float>(set).multiply(part);
            }
        }
        QVERIFY(whole == parts);
    }

    void rowsAreSummed_data() { sets(); }
    void rowsAreSummed() {
        QFETCH(const InstructionSet, set);
        const auto check = [&](auto one, double tolerance) {
            using Scalar = decltype(one);
            constexpr std::size_t kRows = 7; // some at once, and some left over
            const auto values = drawn<Scalar>(Index{kRows} * 48, 3);
            for (const bool add : {true, false}) {
                std::vector<Scalar> sums(kRows, Scalar(2));
                productKernels<Scalar>(set).sumRows(kRows, 32, values.data(), 48, sums.data(), add);
                for (std::size_t i = 0; i < kRows; ++i) {
                    double exact = add ? 2 : 0;
                    for (std::size_t j = 0; j < 32; ++j)
                        exact += double{values[i * 48 + j]};
                    QVERIFY(std::abs(double{sums[i]} - exact) < tolerance);
                }
            }
        };
        check(1.0F, 1e-5);
        check(1.0, 1e-13);
    }

    void matricesAreTransposed_data() { sets(); }
    void matricesAreTransposed() {
        QFETCH(const InstructionSet, set);
        const auto check = [&](auto one) {
            using Scalar = decltype(one);
            const auto from = drawn<Scalar>(Index{8} * 20, 4);
            std::vector<Scalar> to(std::size_t{20} * 12);
            productKernels<Scalar>(set).transpose(6, 18, from.data(), 20, to.data(), 12);
            for (std::size_t i = 0; i < 6; ++i) {
                for (std::size_t j = 0; j < 18; ++j)
                    QVERIFY(to[j * 12 + i] == from[i * 20 + j]);
            }
        };
        check(1.0F);
        check(1.0);
    }

    void activationsAreAccurateAndKeepNaN_data() {
        QTest::addColumn<InstructionSet>("set");
        QTest::addColumn<Activation>("activation");
        for (const InstructionSet set : supportedInstructionSets()) {
            for (const auto& [name, activation] : activations::kAll)
                QTest::addRow("%s, %s", nameOf(set).data(), name) << set << activation;
        }
    }
    void activationsAreAccurateAndKeepNaN() {
        QFETCH(const InstructionSet, set);
        QFETCH(const Activation, activation);
        const auto check = [&](auto one) {
            using Scalar = decltype(one);
            const auto& kernels = activationKernels<Scalar>(set);
            constexpr Index kCount = 60'000 / kLanes * kLanes;
            constexpr double kEpsilon = std::numeric_limits<Scalar>::epsilon();
            std::vector<Scalar> arguments;
            for (Index i = 0; i < kCount; ++i)
                arguments.push_back((static_cast<Scalar>(i) - Scalar(kCount) / 2) * Scalar(0.001));
            auto values = arguments;
            std::vector<Scalar> sums(values.size());
            kernels.activate(activation, 1, kCount, kCount, nullptr, values.data(), sums.data());
            QVERIFY(sums == arguments);
            std::vector<Scalar> slopes(values.size(), Scalar(1));
            kernels.differentiate(activation, 1, kCount, kCount, values.data(), sums.data(), slopes.data());
            for (std::size_t i = 0; i < values.size(); ++i) {
                const auto x = static_cast<double>(arguments[i]);
                const double wanted = exactActivation(activation, x);
                // The error function's argument enters its tail squared.
                const double tail = activation == Activation::Gelu ? 1 + x * x : 1;
                const double bound = 5 * kEpsilon * tail * std::abs(wanted) + 1e-37;
                QVERIFY2(std::abs(static_cast<double>(values[i]) - wanted) <= bound,
                         qPrintable(QString::number(x)));
                constexpr double kStep = 1e-5;
                if (std::abs(x) < 2 * kStep || std::abs(x - 20) < 2 * kStep)
                    continue; // a kink, or where softplus becomes the identity
                const double slope =
                    (exactActivation(activation, x + kStep) - exactActivation(activation, x - kStep)) /
                    (2 * kStep);
                QVERIFY2(std::abs(static_cast<double>(slopes[i]) - slope) < 1e-6,
                         qPrintable(QString::number(x)));
            }
            std::vector<Scalar> odd(kLanes);
            odd[0] = std::numeric_limits<Scalar>::quiet_NaN();
            odd[1] = std::numeric_limits<Scalar>::infinity();
            odd[2] = -std::numeric_limits<Scalar>::infinity();
            kernels.activate(activation, 1, kLanes, kLanes, nullptr, odd.data(), nullptr);
            QVERIFY(std::isnan(odd[0]));
            const bool bounded = activation == Activation::Tanh || activation == Activation::Sigmoid;
            QVERIFY(bounded ? odd[1] == 1 : std::isinf(odd[1]));
            QVERIFY(!(std::abs(odd[1]) <= 1) || bounded);
        };
        check(1.0F);
        check(1.0);
    }

    void biasesAreAddedBeforeTheActivation_data() { sets(); }
    void biasesAreAddedBeforeTheActivation() {
        QFETCH(const InstructionSet, set);
        std::vector<float> values(2 * kLanes, 1);
        const std::vector<float> bias{-3, 2};
        activationKernels<float>(set).activate(Activation::Relu, 2, kLanes, kLanes, bias.data(),
                                               values.data(), nullptr);
        QVERIFY(std::all_of(values.begin(), values.begin() + kLanes, [](float v) { return v == 0; }));
        QVERIFY(std::all_of(values.begin() + kLanes, values.end(), [](float v) { return v == 3; }));
    }
};

QTEST_APPLESS_MAIN(TestKernels)
#include "test_kernels.moc"
