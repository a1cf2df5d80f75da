#include "training/activation.h"
#include "training/dense_product.h"
#include "training/loss.h"
#include "training/network.h"
#include "training/philox.h"

#include <QTest>

#include <cmath>
#include <cstdio>
#include <numeric>
#include <vector>

using namespace downhill::training;
using Eigen::Index;

namespace {

constexpr Index kInputs = 3;
using Matrix = Eigen::MatrixXd;

/// A network with parameters, a batch and targets, and one pass through it.
struct Bench {
    Network<double> network;
    std::vector<double> parameters;
    Matrix batch;
    std::vector<double> targets;
    Loss loss;

    Bench(const NetworkSpec& spec, Loss lossKind, Index samples, std::uint64_t seed)
        : network(*Network<double>::create(spec, kInputs)),
          parameters(static_cast<std::size_t>(network.parameterCount())), batch(kInputs, samples),
          loss(lossKind) {
        RandomStream random(seed, Stream::Data);
        for (double& parameter : parameters)
            parameter = 0.6 * random.normal();
        for (double& feature : batch.reshaped())
            feature = random.normal();
        const bool labels =
            loss == Loss::BinaryCrossEntropy || loss == Loss::CrossEntropy || network.outputs() > 1;
        const auto classes = static_cast<std::uint32_t>(std::max<Index>(2, network.outputs()));
        for (Index i = 0; i < samples; ++i)
            targets.push_back(labels ? random.index(classes) : random.normal());
    }

    double pass(std::vector<double>* gradient) const {
        auto workspace = network.workspace(batch.cols());
        network.forward(parameters, batch, workspace);
        Matrix slopes(network.outputs(), batch.cols());
        const double value =
            lossWithGradient(loss, network.outputs(), batch.cols(), workspace.activations.back().data(),
                             targets.data(), slopes.data());
        if (gradient != nullptr) {
            gradient->assign(parameters.size(), 0.0);
            network.backward(parameters, batch, slopes, workspace, *gradient);
        }
        return value;
    }

    /// The pre-activation that is nearest to a kink of a ReLU.
    double distanceFromKinks() const {
        double nearest = 1;
        auto workspace = network.workspace(batch.cols());
        network.forward(parameters, batch, workspace);
        Matrix input = batch;
        for (std::size_t i = 0; i < network.layers().size(); ++i) {
            const LayerShape& layer = network.layers()[i];
            const Eigen::Map<const Eigen::Matrix<double, -1, -1, Eigen::RowMajor>> weights(
                parameters.data() + layer.weights, layer.units, layer.inputs);
            const Eigen::Map<const Eigen::VectorXd> bias(parameters.data() + layer.bias, layer.units);
            const Matrix before = (weights * input).colwise() + bias;
            if (layer.activation == Activation::Relu)
                nearest = std::min(nearest, before.cwiseAbs().minCoeff());
            input = workspace.activations[i];
        }
        return nearest;
    }
};

double relativeError(const std::vector<double>& left, const std::vector<double>& right) {
    const Eigen::Map<const Eigen::VectorXd> a(left.data(), static_cast<Index>(left.size()));
    const Eigen::Map<const Eigen::VectorXd> b(right.data(), static_cast<Index>(right.size()));
    return (a - b).norm() / std::max(a.norm(), b.norm());
}

} // namespace

Q_DECLARE_METATYPE(Activation)
Q_DECLARE_METATYPE(Loss)
Q_DECLARE_METATYPE(Initialisation)

class TestNetwork : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theGradientIsTheSlope_data() {
        QTest::addColumn<Activation>("activation");
        QTest::addColumn<Loss>("loss");
        QTest::addColumn<int>("outputs");
        const std::pair<const char*, Activation> activations[] = {{"linear", Activation::Linear},
                                                                  {"relu", Activation::Relu},
                                                                  {"tanh", Activation::Tanh},
                                                                  {"sigmoid", Activation::Sigmoid}};
        const std::tuple<const char*, Loss, int> losses[] = {
            {"mse", Loss::MeanSquaredError, 1},
            {"mse on classes", Loss::MeanSquaredError, 3},
            {"half mse", Loss::HalfMeanSquaredError, 1},
            {"half mse on classes", Loss::HalfMeanSquaredError, 3},
            {"binary cross-entropy", Loss::BinaryCrossEntropy, 1},
            {"cross-entropy", Loss::CrossEntropy, 3}};
        for (const auto& [activationName, activation] : activations)
            for (const auto& [lossName, loss, outputs] : losses)
                QTest::addRow("%s, %s", activationName, lossName) << activation << loss << outputs;
    }
    void theGradientIsTheSlope() {
        QFETCH(const Activation, activation);
        QFETCH(const Loss, loss);
        QFETCH(const int, outputs);
        const bool logits = loss == Loss::BinaryCrossEntropy || loss == Loss::CrossEntropy;
        NetworkSpec spec;
        spec.layers = {{6, activation}, {5, activation}, {outputs, logits ? Activation::Linear : activation}};
        std::uint64_t seed = 1;
        while (Bench(spec, loss, 7, seed).distanceFromKinks() < 1e-3)
            ++seed;
        Bench bench(spec, loss, 7, seed);
        std::vector<double> gradient;
        bench.pass(&gradient);
        std::vector<double> slopes;
        for (double& parameter : bench.parameters) {
            // Fourth-order differences: the error of the second-order ones would hide small faults.
            constexpr double kStep = 1e-4;
            const double held = parameter;
            const auto at = [&](double offset) {
                parameter = held + offset;
                return bench.pass(nullptr);
            };
            const double near = at(kStep) - at(-kStep);
            const double far = at(2 * kStep) - at(-2 * kStep);
            parameter = held;
            slopes.push_back((8 * near - far) / (12 * kStep));
        }
        const double error = relativeError(gradient, slopes);
        std::printf("gradient check  %-32s relative error %.1e\n", QTest::currentDataTag(), error);
        std::fflush(stdout);
        QVERIFY(
            Eigen::Map<const Eigen::VectorXd>(gradient.data(), static_cast<Index>(gradient.size())).norm() >
            1e-3);
        QVERIFY2(error <= 1e-6, qPrintable(QString::number(error)));
    }

    void theOrderOfABatchDoesNotMatter_data() { theGradientIsTheSlope_data(); }
    void theOrderOfABatchDoesNotMatter() {
        QFETCH(const Activation, activation);
        QFETCH(const Loss, loss);
        QFETCH(const int, outputs);
        NetworkSpec spec;
        spec.layers = {{9, activation}, {outputs, Activation::Linear}};
        Bench bench(spec, loss, 11, 3);
        std::vector<double> gradient;
        const double value = bench.pass(&gradient);
        Bench turned = bench;
        for (Index i = 0; i < 11; ++i) {
            const Index other = (i * 4) % 11;
            turned.batch.col(i) = bench.batch.col(other);
            turned.targets[static_cast<std::size_t>(i)] = bench.targets[static_cast<std::size_t>(other)];
        }
        std::vector<double> again;
        QVERIFY(std::abs(turned.pass(&again) - value) < 1e-14 * std::max(1.0, value));
        QVERIFY(relativeError(gradient, again) < 1e-14);
    }

    void aBatchIsTheMeanOfBatchesOfOne_data() { theGradientIsTheSlope_data(); }
    void aBatchIsTheMeanOfBatchesOfOne() {
        QFETCH(const Activation, activation);
        QFETCH(const Loss, loss);
        QFETCH(const int, outputs);
        NetworkSpec spec;
        spec.layers = {{9, activation}, {outputs, Activation::Linear}};
        const Bench bench(spec, loss, 6, 4);
        std::vector<double> gradient;
        const double value = bench.pass(&gradient);
        auto wide = bench.network.workspace(6);
        bench.network.forward(bench.parameters, bench.batch, wide);
        std::vector<double> sum(gradient.size());
        double losses = 0;
        for (Index i = 0; i < 6; ++i) {
            Bench single = bench;
            single.batch = bench.batch.col(i);
            single.targets = {bench.targets[static_cast<std::size_t>(i)]};
            std::vector<double> own;
            losses += single.pass(&own) / 6;
            for (std::size_t k = 0; k < own.size(); ++k)
                sum[k] += own[k] / 6;
            auto narrow = bench.network.workspace(1);
            bench.network.forward(bench.parameters, bench.batch.col(i), narrow);
            QVERIFY(narrow.activations.back() == wide.activations.back().col(i));
        }
        QVERIFY(std::abs(losses - value) < 1e-14 * std::max(1.0, value));
        QVERIFY(relativeError(gradient, sum) < 1e-14);
    }

    void parametersStandAsInTorch() {
        NetworkSpec spec;
        spec.layers = {{2, Activation::Linear}, {1, Activation::Relu}};
        const auto network = *Network<double>::create(spec, 3);
        QCOMPARE(network.parameterCount(), 2 * 3 + 2 + 2 + 1);
        QCOMPARE(network.layers()[1].weights, 8);
        QCOMPARE(network.layers()[1].bias, 10);
        const std::vector<double> parameters{1, 2, 3, 4, 5, 6, 10, 20, 1, -1, 0.5};
        auto workspace = network.workspace(2);
        const Matrix batch = (Matrix(3, 2) << 1, 1, 0, 1, -1, 1).finished();
        network.forward(parameters, batch, workspace);
        QVERIFY(workspace.activations[0] == (Matrix(2, 2) << 8, 16, 18, 35).finished());
        QVERIFY(workspace.activations[1] == (Matrix(1, 2) << 0, 0).finished());
    }

    void gradientsAreAddedToWhatIsThere() {
        NetworkSpec spec;
        spec.layers = {{5, Activation::Tanh}, {1, Activation::Linear}};
        const Bench bench(spec, Loss::MeanSquaredError, 4, 2);
        std::vector<double> gradient;
        bench.pass(&gradient);
        auto workspace = bench.network.workspace(4);
        bench.network.forward(bench.parameters, bench.batch, workspace);
        Matrix slopes(1, 4);
        lossWithGradient(bench.loss, 1, 4, workspace.activations.back().data(), bench.targets.data(),
                         slopes.data());
        std::vector<double> twice = gradient;
        bench.network.backward(bench.parameters, bench.batch, slopes, workspace, twice);
        for (double& value : twice)
            value /= 2;
        QVERIFY(relativeError(gradient, twice) < 1e-15);
    }

    void aViewIntoAWiderMatrixIsABatchToo() {
        NetworkSpec spec;
        spec.layers = {{5, Activation::Tanh}, {1, Activation::Linear}};
        const Bench bench(spec, Loss::MeanSquaredError, 4, 2);
        Matrix wide = Matrix::Constant(kInputs + 2, 4, 1e9);
        wide.middleRows(1, kInputs) = bench.batch;
        std::vector<double> gradient;
        bench.pass(&gradient);
        auto workspace = bench.network.workspace(4);
        std::vector<double> own(gradient.size());
        bench.network.forward(bench.parameters, wide.middleRows(1, kInputs), workspace);
        Matrix slopes(1, 4);
        lossWithGradient(bench.loss, 1, 4, workspace.activations.back().data(), bench.targets.data(),
                         slopes.data());
        bench.network.backward(bench.parameters, wide.middleRows(1, kInputs), slopes, workspace, own);
        QVERIFY(own == gradient);
    }

    void productsAreWhatTheDefinitionSays_data() {
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("columns");
        QTest::addColumn<int>("depth");
        for (const auto& [rows, columns, depth] : {std::tuple{1, 1, 1},
                                                   {15, 7, 3},
                                                   {8, 4, 8},
                                                   {1, 10, 8},
                                                   {2, 8, 10},
                                                   {64, 64, 64},
                                                   {65, 64, 64},
                                                   {130, 129, 257},
                                                   {300, 1, 1000},
                                                   {1, 300, 1000},
                                                   {7, 1000, 200}})
            QTest::addRow("%dx%dx%d", rows, columns, depth) << rows << columns << depth;
    }
    void productsAreWhatTheDefinitionSays() {
        QFETCH(const int, rows);
        QFETCH(const int, columns);
        QFETCH(const int, depth);
        std::srand(5);
        const Matrix a = Matrix::Random(rows, depth);
        const Matrix b = Matrix::Random(depth, columns);
        const Matrix c = Matrix::Random(rows, columns);
        Matrix exact = c;
        for (int k = 0; k < depth; ++k)
            exact += a.col(k) * b.row(k);
        const Matrix turned = b.transpose();
        Matrix sum = c;
        addProduct<double>(rows, columns, depth, {a.data(), rows}, {b.data(), 1, depth}, sum.data());
        QVERIFY((sum - exact).cwiseAbs().maxCoeff() < 1e-13 * depth);
        sum = c;
        addProduct<double>(rows, columns, depth, {a.data(), rows}, {turned.data(), columns, 1}, sum.data());
        QVERIFY((sum - exact).cwiseAbs().maxCoeff() < 1e-13 * depth);
    }

    void activationsAreAccurateAndKeepNaN_data() {
        QTest::addColumn<Activation>("activation");
        QTest::newRow("linear") << Activation::Linear;
        QTest::newRow("relu") << Activation::Relu;
        QTest::newRow("tanh") << Activation::Tanh;
        QTest::newRow("sigmoid") << Activation::Sigmoid;
    }
    void activationsAreAccurateAndKeepNaN() {
        QFETCH(const Activation, activation);
        const auto exact = [activation](double x) {
            switch (activation) {
            case Activation::Relu:
                return std::max(x, 0.0);
            case Activation::Tanh:
                return std::tanh(x);
            case Activation::Sigmoid:
                return 1 / (1 + std::exp(-x));
            default:
                return x;
            }
        };
        const auto check = [&](auto one) {
            using Scalar = decltype(one);
            std::vector<Scalar> values;
            for (int i = -30000; i <= 30000; ++i)
                values.push_back(static_cast<Scalar>(i) * Scalar(0.001));
            auto found = values;
            activate(activation, found.data(), static_cast<Index>(found.size()));
            for (std::size_t i = 0; i < values.size(); ++i) {
                const double wanted = exact(static_cast<double>(values[i]));
                const double error = std::abs(static_cast<double>(found[i]) - wanted);
                constexpr double kEpsilon = std::numeric_limits<Scalar>::epsilon();
                QVERIFY(error <= 3 * kEpsilon * std::abs(wanted));
            }
            Scalar odd[] = {std::numeric_limits<Scalar>::quiet_NaN(), std::numeric_limits<Scalar>::infinity(),
                            -std::numeric_limits<Scalar>::infinity()};
            activate(activation, odd, 3);
            QVERIFY(std::isnan(odd[0]));
            QVERIFY(static_cast<double>(odd[1]) == exact(INFINITY));
            QVERIFY(activation == Activation::Linear ||
                    std::abs(static_cast<double>(odd[2]) - exact(-INFINITY)) < 1e-37);
        };
        check(1.0F);
        check(1.0);
    }

    void weightsStartAsAsked_data() {
        QTest::addColumn<Initialisation>("initialisation");
        QTest::addColumn<Activation>("activation");
        QTest::addColumn<double>("bound");
        QTest::addColumn<double>("deviation");
        const double he = std::sqrt(6.0 / 100);
        const double xavier = std::sqrt(6.0 / 300);
        const double third = std::sqrt(1.0 / 3);
        QTest::newRow("auto before relu") << Initialisation::Auto << Activation::Relu << he << he * third;
        QTest::newRow("auto before tanh")
            << Initialisation::Auto << Activation::Tanh << xavier << xavier * third;
        QTest::newRow("auto before linear")
            << Initialisation::Auto << Activation::Linear << xavier << xavier * third;
        QTest::newRow("he uniform") << Initialisation::HeUniform << Activation::Tanh << he << he * third;
        QTest::newRow("xavier uniform")
            << Initialisation::XavierUniform << Activation::Relu << xavier << xavier * third;
        QTest::newRow("he normal") << Initialisation::HeNormal << Activation::Tanh << 1e9
                                   << std::sqrt(2.0 / 100);
        QTest::newRow("xavier normal")
            << Initialisation::XavierNormal << Activation::Tanh << 1e9 << std::sqrt(2.0 / 300);
        QTest::newRow("uniform") << Initialisation::Uniform << Activation::Tanh << 0.25 << 0.25 * third;
        QTest::newRow("constant") << Initialisation::Constant << Activation::Tanh << 0.25 << 0.25;
        QTest::newRow("zero") << Initialisation::Zero << Activation::Tanh << 0.0 << 0.0;
    }
    void weightsStartAsAsked() {
        QFETCH(const Initialisation, initialisation);
        QFETCH(const Activation, activation);
        QFETCH(const double, bound);
        QFETCH(const double, deviation);
        NetworkSpec spec;
        spec.layers = {{200, activation}};
        spec.initialisation = initialisation;
        spec.initialValue = 0.25;
        const auto network = *Network<double>::create(spec, 100);
        std::vector<double> parameters(static_cast<std::size_t>(network.parameterCount()), 9.0);
        network.initialise(parameters, 5);
        double square = 0;
        for (std::size_t i = 0; i < 20000; ++i) {
            QVERIFY(std::abs(parameters[i]) <= bound);
            square += parameters[i] * parameters[i] / 20000;
        }
        QVERIFY(std::abs(std::sqrt(square) - deviation) <= 0.02 * deviation);
        QVERIFY(
            std::all_of(parameters.begin() + 20000, parameters.end(), [](double bias) { return bias == 0; }));

        std::vector<double> again(parameters.size());
        network.initialise(again, 5);
        QVERIFY(again == parameters);
        network.initialise(again, 6);
        const bool drawn =
            initialisation != Initialisation::Constant && initialisation != Initialisation::Zero;
        QCOMPARE(again != parameters, drawn);
        const auto narrow = *Network<float>::create(spec, 100);
        std::vector<float> rounded(parameters.size());
        narrow.initialise(rounded, 5);
        QVERIFY(std::equal(rounded.begin(), rounded.end(), parameters.begin(),
                           [](float left, double right) { return left == static_cast<float>(right); }));
    }

    void sizesOutsideTheLimitsAreRefused_data() {
        QTest::addColumn<QList<int>>("units");
        QTest::addColumn<int>("inputs");
        QTest::addColumn<QString>("where");
        QTest::newRow("no layer") << QList<int>{} << 2 << QStringLiteral("network.layers");
        QTest::newRow("too many layers") << QList<int>(33, 1) << 2 << QStringLiteral("network.layers");
        QTest::newRow("no input") << QList<int>{1} << 0 << QStringLiteral("dataset.features");
        QTest::newRow("no unit") << QList<int>{3, 0} << 2 << QStringLiteral("network.layers[1].units");
        QTest::newRow("too many units") << QList<int>{8193} << 2 << QStringLiteral("network.layers[0].units");
        QTest::newRow("too many parameters")
            << QList<int>{8192, 8192} << 2 << QStringLiteral("network.parameters");
    }
    void sizesOutsideTheLimitsAreRefused() {
        QFETCH(const QList<int>, units);
        QFETCH(const int, inputs);
        QFETCH(const QString, where);
        NetworkSpec spec;
        for (const int count : units)
            spec.layers.push_back({count, Activation::Tanh});
        const auto network = Network<float>::create(spec, inputs);
        QVERIFY(!network.has_value());
        QCOMPARE(network.error().code, ErrorCode::OutOfRange);
        QCOMPARE(QString::fromStdString(network.error().where), where);
    }
};

QTEST_APPLESS_MAIN(TestNetwork)
#include "test_network.moc"
