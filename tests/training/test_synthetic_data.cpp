#include "fingerprint.h"
#include "training/synthetic_data.h"

#include <QTest>

#include <cmath>

using namespace downhill::training;

namespace {

Dataset<double> drawn(const DatasetSpec& spec, std::uint64_t seed = 1) {
    return drawSamples(spec, seed);
}

} // namespace

Q_DECLARE_METATYPE(DatasetKind)

class TestSyntheticData : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// Numbers that a release must keep: a seed means the same data on every machine.
    void aSeedMeansTheSamples_data() {
        QTest::addColumn<DatasetKind>("kind");
        QTest::addColumn<quint64>("expected");
        QTest::newRow("circle") << DatasetKind::Circle << quint64{0x995bf33f742e9e21};
        QTest::newRow("xor") << DatasetKind::Xor << quint64{0xeae448af48b11b7e};
        QTest::newRow("blobs") << DatasetKind::Blobs << quint64{0x0141df0a423fa379};
        QTest::newRow("spiral") << DatasetKind::Spiral << quint64{0xb9c125f035b26eeb};
        QTest::newRow("plane") << DatasetKind::PlaneRegression << quint64{0xaf44213849009adb};
        QTest::newRow("gaussian") << DatasetKind::GaussianRegression << quint64{0xdf6340aab9d4bb26};
        QTest::newRow("line") << DatasetKind::Line << quint64{0x2f757ba5489f9392};
        QTest::newRow("sine") << DatasetKind::Sine << quint64{0x76ecb1f9f5081cff};
        QTest::newRow("moons") << DatasetKind::Moons << quint64{0x2db3b133f1dc5d17};
        QTest::newRow("rings") << DatasetKind::Rings << quint64{0x3f0ffc6aaf8da6b3};
        QTest::newRow("checkerboard") << DatasetKind::Checkerboard << quint64{0xad956346ec076041};
    }
    void aSeedMeansTheSamples() {
        QFETCH(const DatasetKind, kind);
        QFETCH(const quint64, expected);
        const auto data = drawn({.kind = kind, .samples = 301, .noise = 0.05, .classes = 3, .cells = 5}, 7);
        const auto valuesOf = [](const Eigen::MatrixXd& matrix) {
            return std::span(matrix.data(), static_cast<std::size_t>(matrix.size()));
        };
        QCOMPARE(quint64{fingerprint(valuesOf(data.targets), fingerprint(valuesOf(data.features)))},
                 expected);
    }

    void cleanClassesLieWhereTheyShould() {
        const auto circle = drawn({.kind = DatasetKind::Circle});
        for (Eigen::Index i = 0; i < circle.size(); ++i) {
            const double radius = circle.features.col(i).norm();
            QVERIFY(circle.targets(0, i) == 0 ? radius <= 1 : radius >= 1.5 - 1e-12 && radius <= 2 + 1e-12);
        }
        const auto exclusive = drawn({.kind = DatasetKind::Xor});
        Eigen::Vector4i quadrants = Eigen::Vector4i::Zero();
        for (Eigen::Index i = 0; i < exclusive.size(); ++i) {
            const double x = exclusive.features(0, i);
            const double y = exclusive.features(1, i);
            QCOMPARE(exclusive.targets(0, i) == 1, (x > 0) != (y > 0));
            ++quadrants((x > 0 ? 1 : 0) + (y > 0 ? 2 : 0));
        }
        QVERIFY((quadrants.array() == 125).all());
        const auto blobs = drawn({.kind = DatasetKind::Blobs, .samples = 3000, .classes = 3});
        for (int label = 0; label < 3; ++label) {
            Eigen::Vector2d sum = Eigen::Vector2d::Zero();
            for (Eigen::Index i = label; i < blobs.size(); i += 3)
                sum += blobs.features.col(i);
            const double angle = 2 * 3.14159265358979 * label / 3;
            QVERIFY((sum / 1000 - 1.25 * Eigen::Vector2d(std::cos(angle), std::sin(angle))).norm() < 0.05);
        }
        const auto spiral = drawn({.kind = DatasetKind::Spiral});
        for (Eigen::Index i = 0; i < spiral.size(); ++i) {
            const double along = spiral.features.col(i).norm() / 2;
            const double angle = 9.42477796076938 * along + 3.14159265358979 * spiral.targets(0, i);
            QVERIFY((spiral.features.col(i) - 2 * along * Eigen::Vector2d(std::cos(angle), std::sin(angle)))
                        .norm() < 1e-9);
        }
    }

    void cleanMoonsAreTwoHalfCircles() {
        const auto moons = drawn({.kind = DatasetKind::Moons});
        for (Eigen::Index i = 0; i < moons.size(); ++i) {
            const bool upper = moons.targets(0, i) == 0;
            const Eigen::Vector2d middle =
                upper ? Eigen::Vector2d(-2.0 / 3, -1.0 / 3) : Eigen::Vector2d(2.0 / 3, 1.0 / 3);
            const Eigen::Vector2d away = moons.features.col(i) - middle;
            QVERIFY(std::abs(away.norm() - 4.0 / 3) < 1e-12);
            QVERIFY(upper ? away(1) >= -1e-12 : away(1) <= 1e-12);
        }
    }

    void cleanRingsDoNotTouch_data() {
        QTest::addColumn<int>("classes");
        QTest::newRow("two") << 2;
        QTest::newRow("five") << 5;
    }
    void cleanRingsDoNotTouch() {
        QFETCH(const int, classes);
        const auto rings = drawn({.kind = DatasetKind::Rings, .samples = 1000, .classes = classes});
        const double band = 2.0 / classes;
        for (Eigen::Index i = 0; i < rings.size(); ++i) {
            const double outwards = rings.features.col(i).norm() / band - rings.targets(0, i);
            QVERIFY(outwards > 1.0 / 3 - 1e-12 && outwards < 1 + 1e-12);
        }
    }

    void aCleanBoardIsColouredByTurns_data() {
        QTest::addColumn<int>("cells");
        for (const int cells : {2, 3, 4, 7, 32})
            QTest::addRow("%d", cells) << cells;
    }
    void aCleanBoardIsColouredByTurns() {
        QFETCH(const int, cells);
        const auto board = drawn({.kind = DatasetKind::Checkerboard, .samples = 20'000, .cells = cells});
        Eigen::MatrixXi fields = Eigen::MatrixXi::Zero(cells, cells);
        for (Eigen::Index i = 0; i < board.size(); ++i) {
            const auto column = static_cast<Eigen::Index>(std::floor((board.features(0, i) + 2) / 4 * cells));
            const auto row = static_cast<Eigen::Index>(std::floor((board.features(1, i) + 2) / 4 * cells));
            QVERIFY(row >= 0 && row < cells && column >= 0 && column < cells);
            QCOMPARE(board.targets(0, i), static_cast<double>((row + column) % 2));
            ++fields(row, column);
        }
        const double expected = 20'000.0 / (cells * cells);
        QVERIFY(fields.minCoeff() > expected * 0.8 - 5 * std::sqrt(expected) && fields.minCoeff() > 0);
        QVERIFY(fields.maxCoeff() < expected * 1.3 + 5 * std::sqrt(expected));
    }

    void cleanTargetsFollowTheirFormula() {
        const auto plane = drawn({.kind = DatasetKind::PlaneRegression});
        QVERIFY((plane.targets - plane.features.colwise().sum() / 2).cwiseAbs().maxCoeff() < 1e-15);
        const auto line = drawn({.kind = DatasetKind::Line, .slope = 3, .intercept = -1, .range = {2, 5}});
        QVERIFY((line.targets.array() - (3 * line.features.array() - 1)).abs().maxCoeff() < 1e-14);
        QVERIFY(line.features.minCoeff() >= 2 && line.features.maxCoeff() < 5);
        QVERIFY(line.features.minCoeff() < 2.1 && line.features.maxCoeff() > 4.9);
        const auto sine = drawn({.kind = DatasetKind::Sine, .frequency = 4, .range = {-3, 3}});
        QVERIFY((sine.targets.array() - (4 * sine.features.array()).sin()).abs().maxCoeff() < 1e-14);
        const auto bumps = drawn({.kind = DatasetKind::GaussianRegression, .samples = 2000});
        QVERIFY(bumps.targets.maxCoeff() > 0.85 && bumps.targets.maxCoeff() < 1.05);
        QVERIFY(bumps.targets.minCoeff() < -0.85 && bumps.targets.minCoeff() > -1.05);
    }
};

QTEST_APPLESS_MAIN(TestSyntheticData)
#include "test_synthetic_data.moc"
