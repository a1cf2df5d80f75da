#include "views/network_probe.h"

#include <QtTest>

#include <cmath>
#include <limits>

using namespace downhill;
using app::NetworkProbe;
using training::Feature;
using training::Loss;

namespace {

training::SplitDataset<float> dataOf(training::DatasetSpec dataset, Loss loss = Loss::BinaryCrossEntropy) {
    auto data = training::makeDataset<float>({.dataset = std::move(dataset), .loss = loss}, {});
    if (!data)
        qFatal("no data");
    return *std::move(data);
}

training::NetworkProblem problemOf(Loss loss, std::int64_t outputs) {
    training::NetworkProblem problem;
    problem.network.layers = {{.units = 3, .activation = training::Activation::Tanh, .batchNorm = true},
                              {.units = outputs}};
    problem.loss = loss;
    return problem;
}

} // namespace

class TestNetworkProbe : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void seesAtThePlacesOfSamplesWhatTheirFeaturesAre_data();
    void seesAtThePlacesOfSamplesWhatTheirFeaturesAre();
    void aGridIsItsNodes();
    void refusesDataThatHaveNoPlace_data();
    void refusesDataThatHaveNoPlace();
    void makesSharesOfOutputs_data();
    void makesSharesOfOutputs();
    void keepsWhatIsNoNumber_data();
    void keepsWhatIsNoNumber();
};

void TestNetworkProbe::seesAtThePlacesOfSamplesWhatTheirFeaturesAre_data() {
    QTest::addColumn<training::DatasetSpec>("dataset");
    using Kind = training::DatasetKind;
    QTest::newRow("plane") << training::DatasetSpec{.kind = Kind::Moons, .samples = 40};
    QTest::newRow("derived") << training::DatasetSpec{
        .kind = Kind::Moons, .samples = 40, .features = {Feature::SinY, Feature::XTimesY, Feature::X}};
    QTest::newRow("standardised") << training::DatasetSpec{
        .kind = Kind::Moons, .samples = 40, .standardise = true};
    QTest::newRow("both") << training::DatasetSpec{.kind = Kind::Moons,
                                                   .samples = 40,
                                                   .features = {Feature::XSquared, Feature::YSquared},
                                                   .standardise = true};
    QTest::newRow("line") << training::DatasetSpec{.kind = Kind::Line, .samples = 40};
    QTest::newRow("standardised line")
        << training::DatasetSpec{.kind = Kind::Line, .samples = 40, .range = {50, 60}, .standardise = true};
}

void TestNetworkProbe::seesAtThePlacesOfSamplesWhatTheirFeaturesAre() {
    QFETCH(training::DatasetSpec, dataset);
    const auto data = dataOf(dataset);
    const auto probe = NetworkProbe::create(problemOf(Loss::MeanSquaredError, 1), data);
    QVERIFY(probe);
    QCOMPARE(probe->coordinates(), data.train.drawn().rows());
    const NetworkProbe::Matrix inputs = probe->inputsAt(data.train.drawn().cast<double>());
    QCOMPARE(inputs.rows(), data.train.features.rows());
    QCOMPARE(inputs.cols(), data.train.size());
    // Samples were rounded after they were mapped, places before.
    QVERIFY((inputs - data.train.features).cwiseAbs().maxCoeff() < 1e-5F);
}

void TestNetworkProbe::aGridIsItsNodes() {
    const auto data = dataOf({.kind = training::DatasetKind::Spiral,
                              .samples = 60,
                              .classes = 3,
                              .features = {Feature::X, Feature::YSquared},
                              .standardise = true});
    const auto problem = problemOf(Loss::CrossEntropy, 3);
    auto probe = NetworkProbe::create(problem, data);
    QVERIFY(probe);
    const auto network = training::Network<float>::create(problem.network, 2);
    std::vector<float> parameters(static_cast<std::size_t>(network->parameterCount()));
    network->initialise(parameters, 1);
    const std::vector<float> statistics{0.1F, -0.2F, 0.3F, 0.5F, 2, 1};
    QVERIFY(probe->fits(parameters, statistics));
    QVERIFY(!probe->fits(parameters, {}));
    for (const double reach : {2.0, 5.0}) {
        const training::PlaceGrid grid{.columns = 31, .rows = 17, .x = {-1, reach}, .y = {-3, reach}};
        Eigen::MatrixXd places(2, 31 * 17);
        for (int row = 0; row < 17; ++row)
            for (int column = 0; column < 31; ++column)
                places.col(row * 31 + column) << -1 + (reach + 1) * column / 30, -3 + (reach + 3) * row / 16;
        const NetworkProbe::Outputs found = probe->evaluate(parameters, statistics, grid);
        const NetworkProbe::Outputs wanted = probe->evaluate(parameters, statistics, probe->inputsAt(places));
        QCOMPARE(found.rows(), Eigen::Index(3));
        QVERIFY((found - wanted).cwiseAbs().maxCoeff() < 1e-5F);
    }
}

void TestNetworkProbe::refusesDataThatHaveNoPlace_data() {
    QTest::addColumn<training::DatasetSpec>("dataset");
    QTest::newRow("images") << training::DatasetSpec{
        .kind = training::DatasetKind::Digits, .samples = 40, .side = 8};
    QTest::newRow("space") << training::DatasetSpec{.kind = training::DatasetKind::Points,
                                                    .points = {{1, 2, 3, 0}, {3, 2, 1, 1}}};
}

void TestNetworkProbe::refusesDataThatHaveNoPlace() {
    QFETCH(training::DatasetSpec, dataset);
    QVERIFY(!NetworkProbe::create(problemOf(Loss::MeanSquaredError, 1), dataOf(dataset)));
    QVERIFY(!NetworkProbe::create(problemOf(Loss::MeanSquaredError, 1), {}));
}

void TestNetworkProbe::makesSharesOfOutputs_data() {
    QTest::addColumn<Loss>("loss");
    QTest::addColumn<QList<double>>("outputs");
    QTest::addColumn<QList<double>>("shares");
    QTest::addColumn<bool>("probable");
    const double e = std::exp(1.0);
    QTest::newRow("binary") << Loss::BinaryCrossEntropy << QList<double>{1} << QList<double>{e / (1 + e)}
                            << true;
    QTest::newRow("softmax") << Loss::CrossEntropy << QList<double>{1000, 999, 999}
                             << QList<double>{e / (e + 2), 1 / (e + 2), 1 / (e + 2)} << true;
    QTest::newRow("hinge") << Loss::Hinge << QList<double>{0.5} << QList<double>{0.75} << false;
    QTest::newRow("hinge beyond") << Loss::Hinge << QList<double>{-3} << QList<double>{0} << false;
    QTest::newRow("hinge of several")
        << Loss::Hinge << QList<double>{1, 0} << QList<double>{e / (e + 1), 1 / (e + 1)} << false;
    QTest::newRow("values") << Loss::Huber << QList<double>{-4} << QList<double>{-4} << false;
}

void TestNetworkProbe::makesSharesOfOutputs() {
    QFETCH(Loss, loss);
    QFETCH(QList<double>, outputs);
    QFETCH(QList<double>, shares);
    QFETCH(bool, probable);
    const auto data = dataOf({.kind = training::DatasetKind::Circle, .samples = 20});
    const auto probe = NetworkProbe::create(problemOf(loss, outputs.size()), data);
    QVERIFY(probe);
    QCOMPARE(probe->givesProbabilities(), probable);
    NetworkProbe::Outputs given(outputs.size(), 2);
    for (qsizetype i = 0; i < outputs.size(); ++i)
        given.row(i).setConstant(static_cast<float>(outputs[i]));
    const NetworkProbe::Outputs found = probe->sharesOf(given);
    for (qsizetype i = 0; i < outputs.size(); ++i)
        for (const Eigen::Index place : {0, 1})
            QVERIFY(std::abs(static_cast<double>(found(i, place)) - shares[i]) < 1e-6);
}

void TestNetworkProbe::keepsWhatIsNoNumber_data() {
    QTest::addColumn<Loss>("loss");
    QTest::addColumn<int>("outputs");
    QTest::newRow("binary") << Loss::BinaryCrossEntropy << 1;
    QTest::newRow("softmax") << Loss::CrossEntropy << 3;
    QTest::newRow("hinge") << Loss::Hinge << 1;
    QTest::newRow("hinge of several") << Loss::Hinge << 3;
    QTest::newRow("values") << Loss::MeanAbsoluteError << 1;
}

void TestNetworkProbe::keepsWhatIsNoNumber() {
    QFETCH(Loss, loss);
    QFETCH(int, outputs);
    const auto data = dataOf({.kind = training::DatasetKind::Circle, .samples = 20});
    const auto probe = NetworkProbe::create(problemOf(loss, outputs), data);
    QVERIFY(probe);
    NetworkProbe::Outputs given = NetworkProbe::Outputs::Zero(outputs, 35); // vectors and a rest
    for (const Eigen::Index place : {1, 34})
        given.col(place).setConstant(std::numeric_limits<float>::quiet_NaN());
    const NetworkProbe::Outputs found = probe->sharesOf(given);
    for (Eigen::Index place = 0; place < found.cols(); ++place)
        QCOMPARE(std::isnan(found(0, place)), place == 1 || place == 34);
}

QTEST_APPLESS_MAIN(TestNetworkProbe)
#include "test_network_probe.moc"
