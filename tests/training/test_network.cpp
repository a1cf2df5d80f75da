#include "training/network.h"
#include "training/philox.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace downhill::training;
Q_DECLARE_METATYPE(Activation)
Q_DECLARE_METATYPE(Initialisation)

class TestNetwork : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void parametersStandAsInTorch() {
        NetworkSpec spec;
        spec.layers = {{.units = 2, .batchNorm = true}, {.units = 1, .activation = Activation::Relu}};
        const auto network = *Network<double>::create(spec, 3);
        QCOMPARE(network.parameterCount(), 2 * 3 + 2 + 4 + 2 + 1);
        QCOMPARE(network.layers()[0].bias, 6);
        QCOMPARE(network.layers()[0].scale, 8);
        QCOMPARE(network.layers()[1].weights, 12);
        QCOMPARE(network.layers()[1].bias, 14);
        QCOMPARE(network.statisticsCount(), 4);
    }

    void batchNormStartsAsTheIdentity() {
        NetworkSpec spec;
        spec.layers = {{.units = 2, .batchNorm = true}, {.units = 1}};
        const auto network = *Network<double>::create(spec, 1);
        std::vector<double> parameters(static_cast<std::size_t>(network.parameterCount()), 9.0);
        network.initialise(parameters, 1);
        const auto scale = parameters.begin() + network.layers()[0].scale;
        QVERIFY(std::vector<double>(scale, scale + 4) == (std::vector<double>{1, 1, 0, 0}));
        std::vector<double> statistics(4, 9.0);
        network.initialiseStatistics(statistics);
        QVERIFY(statistics == (std::vector<double>{0, 0, 1, 1}));
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
        QTest::newRow("auto before gelu") << Initialisation::Auto << Activation::Gelu << he << he * third;
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
