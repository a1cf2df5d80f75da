#include "training/dataset.h"
#include "training/feature_map.h"
#include "training/standardise.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

using namespace downhill::training;

namespace {

SplitDataset<double> made(const DatasetSpec& spec) {
    NetworkProblem problem;
    problem.dataset = spec;
    auto parts = makeDataset<double>(problem, {});
    if (!parts)
        throw std::runtime_error("refused: " + parts.error().where);
    return *std::move(parts);
}

DatasetSpec pointsOf(std::vector<std::vector<double>> points) {
    return {.kind = DatasetKind::Points, .points = std::move(points)};
}

} // namespace

Q_DECLARE_METATYPE(DatasetSpec)
Q_DECLARE_METATYPE(Error)
Q_DECLARE_METATYPE(Feature)

class TestFeatureMap : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFeatureIsWhatItsNameSays_data() {
        QTest::addColumn<Feature>("feature");
        QTest::addColumn<double>("value");
        QTest::addColumn<QString>("name");
        QTest::newRow("x") << Feature::X << -1.5 << QStringLiteral("a");
        QTest::newRow("y") << Feature::Y << 0.5 << QStringLiteral("b");
        QTest::newRow("x squared") << Feature::XSquared << 2.25 << QStringLiteral("a²");
        QTest::newRow("y squared") << Feature::YSquared << 0.25 << QStringLiteral("b²");
        QTest::newRow("x times y") << Feature::XTimesY << -0.75 << QStringLiteral("a·b");
        QTest::newRow("sine of x") << Feature::SinX << std::sin(-1.5) << QStringLiteral("sin a");
        QTest::newRow("sine of y") << Feature::SinY << std::sin(0.5) << QStringLiteral("sin b");
    }
    void aFeatureIsWhatItsNameSays() {
        QFETCH(const Feature, feature);
        QFETCH(const double, value);
        QFETCH(const QString, name);
        QVERIFY(std::abs(featureAt(feature, -1.5, 0.5) - value) < 1e-15);
        QCOMPARE(QString::fromStdString(featureName(feature, "a", "b")), name);
    }

    void derivedFeaturesReplaceThePlaces() {
        auto spec = pointsOf({{0.5, 1, 7}, {-2, 3, 8}, {4, 5, 9}});
        spec.features = {Feature::YSquared, Feature::XTimesY};
        const auto data = made(spec);
        QVERIFY(data.train.features == (Eigen::MatrixXd(2, 3) << 1, 9, 25, 0.5, -6, 20).finished());
        QVERIFY(data.train.places == (Eigen::MatrixXd(2, 3) << 0.5, -2, 4, 1, 3, 5).finished());
        QVERIFY(data.train.targets == (Eigen::MatrixXd(1, 3) << 7, 8, 9).finished());
        QVERIFY((data.train.featureNames == std::vector<std::string>{"x2²", "x1·x2"}));
        QVERIFY(data.inputs.features == spec.features);
    }

    void withoutAChangeThePlacesAreTheFeatures() {
        const auto data = made({.kind = DatasetKind::Circle});
        QCOMPARE(data.train.places.size(), 0);
        QCOMPARE(data.train.drawn().data(), data.train.features.data());
        QVERIFY(data.inputs == InputMap{});
    }

    void theSplitDoesNotDependOnTheFeatures() {
        DatasetSpec spec{.kind = DatasetKind::Moons, .samples = 200, .noise = 0.1, .testShare = 0.3};
        const auto plain = made(spec);
        spec.features = {Feature::SinX, Feature::SinY, Feature::X};
        spec.standardise = true;
        const auto derived = made(spec);
        QVERIFY(derived.train.places == plain.train.features);
        QVERIFY(derived.test.places == plain.test.features);
        QVERIFY(derived.train.targets == plain.train.targets);
    }

    void standardisingGivesMeanZeroAndDeviationOne() {
        const auto data = made({.kind = DatasetKind::Line,
                                .samples = 400,
                                .testShare = 0.25,
                                .range = {100, 105},
                                .standardise = true});
        const auto& train = data.train.features;
        const double count = static_cast<double>(train.cols());
        QVERIFY(std::abs(train.sum() / count) < 1e-12);
        QVERIFY(std::abs(train.squaredNorm() / count - 1) < 1e-12);
        // The test part is measured by the training part, so it only comes near.
        const double testMean = data.test.features.mean();
        QVERIFY(std::abs(testMean) > 1e-6 && std::abs(testMean) < 0.3);
        const Standardisation& used = data.inputs.standardisation;
        QVERIFY(used.means[0] > 102 && used.means[0] < 103);
        for (Eigen::Index i = 0; i < data.test.size(); ++i)
            QVERIFY(std::abs(used.undo(0, data.test.features(0, i)) - data.test.places(0, i)) < 1e-12);
    }

    void theDeviationIsThePopulations() {
        auto spec = pointsOf({{1, 10, 0}, {3, 10, 0}, {5, 10, 0}, {7, 10, 0}});
        spec.standardise = true;
        const auto data = made(spec);
        const Standardisation& used = data.inputs.standardisation;
        QCOMPARE(used.means[0], 4.0);
        QCOMPARE(used.deviations[0], std::sqrt(5.0)); // of 1, 3, 5, 7; with n − 1 it would be √(20/3)
        QCOMPARE(data.train.features(0, 3), 3 / std::sqrt(5.0));
        QVERIFY(data.train.targets.isZero(0));
    }

    void aConstantFeatureBecomesZero_data() {
        QTest::addColumn<double>("value");
        QTest::newRow("zero") << 0.0;
        QTest::newRow("a tenth, which no double is") << 0.1;
        QTest::newRow("large") << 123456789.123;
    }
    void aConstantFeatureBecomesZero() {
        QFETCH(const double, value);
        auto spec = pointsOf({});
        for (int i = 0; i < 31; ++i)
            spec.points.push_back({value, static_cast<double>(i), 0});
        spec.standardise = true;
        const auto data = made(spec);
        QVERIFY((data.train.features.row(0).array() == 0).all());
        QCOMPARE(data.inputs.standardisation.means[0], value);
        QCOMPARE(data.inputs.standardisation.deviations[0], 1.0);
    }

    void whatOnlyRoundingVariesCountsAsConstant() {
        Eigen::MatrixXd samples(1, 100);
        for (Eigen::Index i = 0; i < 100; ++i)
            samples(0, i) = i % 2 == 0 ? 1e8 : std::nextafter(1e8, 2e8);
        std::vector<Eigen::Index> all(100);
        std::iota(all.begin(), all.end(), Eigen::Index{0});
        QCOMPARE(standardisationOf(samples, std::span<const Eigen::Index>(all)).deviations[0], 1.0);
        samples(0, 3) = 2e8;
        QVERIFY(standardisationOf(samples, std::span<const Eigen::Index>(all)).deviations[0] > 1e6);
    }

    void onlyTheNamedSamplesCountAndUnitsDivide() {
        const Eigen::Matrix<std::uint8_t, 1, 4> samples(51, 153, 0, 255);
        const std::vector<Eigen::Index> two{0, 1};
        const auto found = standardisationOf(samples, std::span(two), 255);
        QVERIFY(std::abs(found.means[0] - 0.4) < 1e-15);
        QVERIFY(std::abs(found.deviations[0] - 0.2) < 1e-15);
    }

    void aPlaceIsMappedAsASampleIs_data() {
        QTest::addColumn<DatasetSpec>("spec");
        const std::vector<Feature> all{Feature::X,       Feature::Y,    Feature::XSquared, Feature::YSquared,
                                       Feature::XTimesY, Feature::SinX, Feature::SinY};
        const auto row = [](const char* name, std::vector<Feature> features, bool standardise) {
            QTest::newRow(name) << DatasetSpec{.kind = DatasetKind::Spiral,
                                               .samples = 90,
                                               .noise = 0.1,
                                               .testShare = 0.3,
                                               .features = std::move(features),
                                               .standardise = standardise};
        };
        row("as it is", {}, false);
        row("standardised", {}, true);
        row("all features", all, false);
        row("all features, standardised", all, true);
        row("one feature", {Feature::XTimesY}, true);
    }
    void aPlaceIsMappedAsASampleIs() {
        QFETCH(const DatasetSpec, spec);
        const auto data = made(spec);
        std::vector<double> inputs(data.inputs.size());
        std::vector<float> narrow(data.inputs.size());
        QCOMPARE(static_cast<Eigen::Index>(inputs.size()), data.train.features.rows());
        for (const auto* part : {&data.train, &data.test}) {
            for (Eigen::Index i = 0; i < part->size(); ++i) {
                const auto place = part->drawn().col(i);
                mapPlace(data.inputs, place(0), place(1), std::span(inputs));
                mapPlace(data.inputs, place(0), place(1), std::span(narrow));
                for (std::size_t j = 0; j < inputs.size(); ++j) {
                    QCOMPARE(inputs[j], part->features(static_cast<Eigen::Index>(j), i));
                    QCOMPARE(narrow[j], static_cast<float>(inputs[j]));
                }
            }
        }
    }

    void whatCannotBeDerivedIsRefused_data() {
        QTest::addColumn<DatasetSpec>("spec");
        QTest::addColumn<Error>("error");
        const auto row = [](const char* name, DatasetSpec spec, Error error) {
            spec.features.resize(std::max<std::size_t>(spec.features.size(), 1));
            error.where = "dataset.features";
            QTest::newRow(name) << spec << error;
        };
        const auto shape = [](double value) {
            return Error{.code = ErrorCode::ShapeMismatch, .value = value, .limit = 2};
        };
        row("a line", {.kind = DatasetKind::Line}, shape(1));
        row("a sine", {.kind = DatasetKind::Sine}, shape(1));
        row("digits", {.kind = DatasetKind::Digits, .side = 8}, shape(64));
        row("images of a size that only files tell", {.kind = DatasetKind::Idx, .idxFolder = "/nowhere"},
            {.code = ErrorCode::OutOfRange, .value = 1});
        row("points of three", pointsOf({{1, 2, 3, 0}, {1, 2, 4, 1}}), shape(3));
        row("too many", {.kind = DatasetKind::Circle, .features = std::vector<Feature>(8)},
            {.code = ErrorCode::OutOfRange, .value = 8, .limit = 7});
        auto far = pointsOf({{0, 1, 0}, {2e6, 1, 1}});
        far.features = {Feature::SinX};
        row("the sine of much", far,
            {.code = ErrorCode::OutOfRange, .value = 2e6, .least = -1e6, .limit = 1e6});
    }
    void whatCannotBeDerivedIsRefused() {
        QFETCH(const DatasetSpec, spec);
        QFETCH(const Error, error);
        NetworkProblem problem;
        problem.dataset = spec;
        const auto refused = makeDataset<float>(problem, {});
        QVERIFY(!refused.has_value());
        QVERIFY(refused.error() == error);
    }

    void whatOverflowsIsRefused() {
        auto squares = pointsOf({{1e200, 1, 0}, {0, 1, 1}});
        squares.features = {Feature::XSquared};
        auto spread = pointsOf({{1e308, 1, 0}, {-1e308, 1, 1}});
        spread.standardise = true;
        for (const DatasetSpec& spec : {squares, spread}) {
            NetworkProblem problem;
            problem.dataset = spec;
            const auto refused = makeDataset<double>(problem, {});
            QVERIFY(!refused && refused.error().code == ErrorCode::NotFinite);
        }
    }
};

QTEST_APPLESS_MAIN(TestFeatureMap)
#include "test_feature_map.moc"
