#include "training/decision_grid.h"

#include <QTest>

#include <cmath>

using namespace downhill::training;

namespace {

struct Setting {
    Network<double> network;
    std::vector<double> parameters;
};

Setting setting(Eigen::Index inputs, std::int64_t outputs) {
    NetworkSpec spec;
    spec.layers = {{5, Activation::Tanh}, {outputs}};
    auto network = Network<double>::create(spec, inputs);
    std::vector<double> parameters(static_cast<std::size_t>(network->parameterCount()));
    network->initialise(parameters, 2);
    return {*network, parameters};
}

} // namespace

class TestDecisionGrid : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyPlaceHasTheOutputsOfTheNetworkThere_data() {
        QTest::addColumn<int>("outputs");
        QTest::addColumn<bool>("derived");
        QTest::newRow("one output") << 1 << false;
        QTest::newRow("three outputs") << 3 << false;
        QTest::newRow("derived features") << 2 << true;
    }
    void everyPlaceHasTheOutputsOfTheNetworkThere() {
        QFETCH(const int, outputs);
        QFETCH(const bool, derived);
        InputMap inputs;
        if (derived) {
            inputs.features = {Feature::XSquared, Feature::Y, Feature::SinX};
            inputs.standardisation = {{0.5, 0, 0.25}, {2, 1, 0.5}};
        }
        const auto from = setting(derived ? 3 : 2, outputs);
        const PlaceGrid area{.columns = 37, .rows = 23, .x = {-2, 1}, .y = {0.5, 3}};
        DecisionGrid<double> grid(from.network, inputs, area);
        QCOMPARE(grid.outputs(), Eigen::Index{outputs});
        std::vector<double> picture(static_cast<std::size_t>(37 * 23 * outputs), NAN);
        grid.evaluate(from.parameters, {}, picture);
        NetworkPass<double> pass(from.network, 1);
        std::vector<double> seen(inputs.size());
        for (int row = 0; row < 23; ++row) {
            for (int column = 0; column < 37; ++column) {
                mapPlace<double>(inputs, -2 + 3.0 * column / 36, 0.5 + 2.5 * row / 22, seen);
                pass.take(seen.data(), 1);
                pass.evaluate(from.parameters);
                for (int output = 0; output < outputs; ++output) {
                    const auto index = static_cast<std::size_t>((output * 23 + row) * 37 + column);
                    QVERIFY(std::abs(picture[index] - pass.outputs()(output, 0)) < 1e-12);
                }
            }
        }
    }

    void rowsCanBeTakenApart() {
        const auto from = setting(2, 2);
        DecisionGrid<double> grid(from.network, {}, {.columns = 300, .rows = 7});
        std::vector<double> whole(300 * 7 * 2);
        std::vector<double> parts(300 * 7 * 2, NAN);
        grid.evaluate(from.parameters, {}, whole);
        grid.evaluate(from.parameters, {}, 3, 7, parts);
        QVERIFY(std::isnan(parts[300 * 3 - 1]));
        grid.evaluate(from.parameters, {}, 0, 3, parts);
        for (std::size_t i = 0; i < whole.size(); ++i)
            QVERIFY(std::abs(whole[i] - parts[i]) < 1e-12);
    }

    void newParametersGiveANewPicture() {
        auto from = setting(2, 1);
        DecisionGrid<double> grid(from.network, {}, {.columns = 3, .rows = 2});
        std::vector<double> picture(6);
        grid.evaluate(from.parameters, {}, picture);
        const double before = picture[5];
        from.parameters.back() += 0.5;
        grid.evaluate(from.parameters, {}, picture);
        QVERIFY(std::abs(picture[5] - before - 0.5) < 1e-12);
    }

    void aSingleColumnLiesAtTheFirstPlace() {
        const auto from = setting(2, 1);
        DecisionGrid<double> one(from.network, {}, {.columns = 1, .rows = 1, .x = {-1, 1}, .y = {-1, 1}});
        DecisionGrid<double> two(from.network, {}, {.columns = 2, .rows = 2, .x = {-1, 1}, .y = {-1, 1}});
        std::vector<double> single(1);
        std::vector<double> corners(4);
        one.evaluate(from.parameters, {}, single);
        two.evaluate(from.parameters, {}, corners);
        QVERIFY(std::abs(single[0] - corners[0]) < 1e-12);
    }
};

QTEST_APPLESS_MAIN(TestDecisionGrid)
#include "test_decision_grid.moc"
