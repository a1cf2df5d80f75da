#include "training/curvature.h"
#include "training/philox.h"

#include <Eigen/Eigenvalues>
#include <QTest>

#include <cmath>

using namespace downhill::training;

Q_DECLARE_METATYPE(Loss)
Q_DECLARE_METATYPE(Activation)

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

Dataset<double> samples(Index features, Index count, bool classes) {
    RandomStream random(1, Stream::Data);
    Dataset<double> data;
    data.features.resize(features, count);
    data.targets.resize(1, count);
    for (Index i = 0; i < count; ++i) {
        for (Index k = 0; k < features; ++k)
            data.features(k, i) = random.normal() * static_cast<double>(k + 1);
        data.targets(0, i) = classes ? static_cast<double>(random.index(2)) : random.normal();
    }
    data.task = classes ? Task::BinaryClassification : Task::Regression;
    data.classes = classes ? 2 : 0;
    return data;
}

NetworkProblem problemOf(std::vector<LayerSpec> layers, Loss loss) {
    NetworkProblem problem;
    problem.network.layers = std::move(layers);
    problem.loss = loss;
    return problem;
}

std::vector<double> parametersOf(const NetworkProblem& problem, Index inputs) {
    const auto network = *Network<double>::create(problem.network, inputs);
    std::vector<double> parameters(static_cast<std::size_t>(network.parameterCount()));
    network.initialise(parameters, 4);
    return parameters;
}

/// Column by column from differences of the gradient, with another step than the one under test.
MatrixXd denseHessian(const NetworkProblem& problem, const Dataset<double>& data,
                      const std::vector<double>& parameters) {
    const auto network = *Network<double>::create(problem.network, data.features.rows());
    DatasetLoss<double> loss(network, LossSettings(problem), data);
    const auto size = static_cast<Index>(parameters.size());
    constexpr double kStep = 1e-4;
    MatrixXd hessian(size, size);
    VectorXd above(size);
    VectorXd below(size);
    for (Index i = 0; i < size; ++i) {
        auto moved = parameters;
        const auto slot = static_cast<std::size_t>(i);
        moved[slot] = parameters[slot] + kStep;
        loss.withGradient(moved, {above.data(), parameters.size()});
        moved[slot] = parameters[slot] - kStep;
        loss.withGradient(moved, {below.data(), parameters.size()});
        hessian.col(i) = (above - below) / (2 * kStep);
    }
    return (hessian + hessian.transpose()) / 2;
}

} // namespace

class TestCurvature : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aLinearRegressionHasTheCurvatureOfItsData_data() {
        QTest::addColumn<int>("features");
        QTest::addColumn<int>("count");
        QTest::newRow("one feature") << 1 << 20;
        QTest::newRow("five features") << 5 << 50;
        QTest::newRow("thirty features") << 30 << 700;
    }
    void aLinearRegressionHasTheCurvatureOfItsData() {
        QFETCH(const int, features);
        QFETCH(const int, count);
        const auto data = samples(features, count, false);
        const auto problem = problemOf({{1}}, Loss::MeanSquaredError);
        auto curvature = *Curvature::create(problem, data);
        curvature.moveTo<double>(parametersOf(problem, features));
        QCOMPARE(curvature.parameterCount(), Index{features + 1});

        // 2·XᵀX / n, the bias as a feature that is always 1.
        MatrixXd extended(features + 1, count);
        extended.topRows(features) = data.features;
        extended.bottomRows(1).setOnes();
        const MatrixXd hessian = 2.0 / count * extended * extended.transpose();
        const Eigen::SelfAdjointEigenSolver<MatrixXd> solver(hessian);
        const double expected = solver.eigenvalues().tail(1)(0);
        const auto found = curvature.largest({.tolerance = 1e-9});
        QVERIFY(found.converged);
        QVERIFY2(std::abs(found.value / expected - 1) < 1e-8,
                 qPrintable(QString::number(found.value / expected - 1)));
        QVERIFY(std::abs(found.stableRate() * expected / 2 - 1) < 1e-8);
        const Eigen::Map<const VectorXd> direction(found.direction.data(), features + 1);
        QVERIFY(std::abs(direction.norm() - 1) < 1e-12);
        QVERIFY((hessian * direction - expected * direction).norm() < 1e-4 * expected);

        VectorXd product(features + 1);
        const VectorXd along = VectorXd::LinSpaced(features + 1, -3, 5);
        curvature.multiply({along.data(), static_cast<std::size_t>(along.size())},
                           {product.data(), static_cast<std::size_t>(product.size())});
        QVERIFY((product - hessian * along).norm() < 1e-8 * (hessian * along).norm());
    }

    void aNetworkHasTheCurvatureOfItsHessian_data() {
        QTest::addColumn<Loss>("loss");
        QTest::addColumn<Activation>("activation");
        QTest::newRow("tanh, squared error") << Loss::MeanSquaredError << Activation::Tanh;
        QTest::newRow("sigmoid, cross-entropy") << Loss::BinaryCrossEntropy << Activation::Sigmoid;
        QTest::newRow("gelu, half squared error") << Loss::HalfMeanSquaredError << Activation::Gelu;
    }
    void aNetworkHasTheCurvatureOfItsHessian() {
        QFETCH(const Loss, loss);
        QFETCH(const Activation, activation);
        const auto data = samples(3, 60, loss == Loss::BinaryCrossEntropy);
        const auto problem = problemOf({{6, activation}, {4, activation}, {1}}, loss);
        const auto parameters = parametersOf(problem, 3);
        const MatrixXd hessian = denseHessian(problem, data, parameters);
        const Eigen::SelfAdjointEigenSolver<MatrixXd> solver(hessian);
        const double expected = solver.eigenvalues().tail(1)(0);

        auto curvature = *Curvature::create(problem, data);
        curvature.moveTo<double>(parameters);
        RandomStream random(2, Stream::Data);
        VectorXd along(hessian.rows());
        VectorXd product(hessian.rows());
        for (int i = 0; i < 10; ++i) {
            for (double& part : along)
                part = 10 * random.normal();
            curvature.multiply({along.data(), parameters.size()}, {product.data(), parameters.size()});
            QVERIFY((product - hessian * along).norm() <
                    1e-6 * solver.eigenvalues().cwiseAbs().maxCoeff() * along.norm());
        }
        const auto found = curvature.largest();
        QVERIFY(found.converged && found.products <= 60);
        QVERIFY2(std::abs(found.value / expected - 1) < 1e-5,
                 qPrintable(QString::number(found.value / expected - 1)));
        QVERIFY(found.error <= 1e-6 * found.value);
    }

    void theSameSeedGivesTheSameResult() {
        const auto data = samples(3, 60, false);
        const auto problem = problemOf({{6, Activation::Tanh}, {1}}, Loss::MeanSquaredError);
        auto curvature = *Curvature::create(problem, data);
        curvature.moveTo<double>(parametersOf(problem, 3));
        const auto first = curvature.largest();
        const auto again = curvature.largest();
        QVERIFY(first.value == again.value && first.direction == again.direction);
        const auto other = curvature.largest({.seed = 2});
        QVERIFY(other.value != first.value);
        QVERIFY(std::abs(other.value / first.value - 1) < 1e-5);
    }

    void aSearchEndsWhereItsBoundIs() {
        const auto data = samples(10, 60, false);
        const auto problem = problemOf({{12, Activation::Tanh}, {1}}, Loss::MeanSquaredError);
        auto curvature = *Curvature::create(problem, data);
        curvature.moveTo<double>(parametersOf(problem, 10));
        const auto found = curvature.largest({.tolerance = 0, .products = 5});
        QVERIFY(!found.converged);
        QCOMPARE(found.products, 5);
        const auto longer = curvature.largest({.products = 100});
        QVERIFY(longer.converged && found.value < longer.value * (1 + 1e-9));
        QVERIFY(std::abs(longer.value - found.value) <= found.error + longer.error);
        std::stop_source source;
        source.request_stop();
        const auto stopped = curvature.largest({}, source.get_token());
        QVERIFY(!stopped.converged);
        QCOMPARE(stopped.products, 0);
    }

    void aFlatLossHasNoCurvature() {
        auto data = samples(2, 30, false);
        const auto problem = problemOf({{3, Activation::Relu}, {1}}, Loss::MeanSquaredError);
        auto curvature = *Curvature::create(problem, data);
        // With all weights 0 nothing but the last bias matters.
        curvature.moveTo<double>(std::vector<double>(13, 0.0));
        const auto found = curvature.largest();
        QVERIFY(found.converged);
        QVERIFY(std::abs(found.value - 2) < 1e-6);
        const auto absolute = problemOf({{1}}, Loss::MeanAbsoluteError);
        data.targets.setConstant(100);
        auto flat = *Curvature::create(absolute, data);
        flat.moveTo<double>(std::vector<double>(3, 0.1));
        const auto none = flat.largest();
        QVERIFY(none.converged);
        QVERIFY(std::abs(none.value) < 1e-6);
    }

    void aNetworkThatDivergedHasNone() {
        const auto data = samples(2, 30, false);
        const auto problem = problemOf({{1}}, Loss::MeanSquaredError);
        auto curvature = *Curvature::create(problem, data);
        curvature.moveTo<float>(std::vector<float>{NAN, 1, 1});
        const auto found = curvature.largest();
        QVERIFY(std::isnan(found.value) && !found.converged);
    }

    void aNetworkThatCannotBeBuiltIsRefused() {
        const auto refused = Curvature::create(problemOf({}, Loss::MeanSquaredError), samples(2, 30, false));
        QVERIFY(!refused && refused.error().code == ErrorCode::OutOfRange);
    }
};

QTEST_APPLESS_MAIN(TestCurvature)
#include "test_curvature.moc"
