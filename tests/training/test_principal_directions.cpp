#include "training/philox.h"
#include "training/principal_directions.h"

#include <Eigen/Dense>
#include <QTest>

#include <cmath>
#include <numeric>

using namespace downhill::training;

namespace {

using Snapshots = std::vector<std::vector<double>>;

double dot(const std::vector<double>& left, const std::vector<double>& right) {
    return std::inner_product(left.begin(), left.end(), right.begin(), 0.0);
}

Snapshots randomWalk(int steps, std::size_t parameters) {
    RandomStream random(1, Stream::Data);
    Snapshots walk{std::vector<double>(parameters, 1.0)};
    for (int i = 0; i < steps; ++i) {
        walk.push_back(walk.back());
        for (double& parameter : walk.back())
            parameter += 0.1 * random.normal();
    }
    return walk;
}

} // namespace

class TestPrincipalDirections : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPathInAPlaneIsFoundWhole() {
        // An ellipse around (5, 5, 5), within the plane of (1, 1, 0)/√2 and (0, 0, 1).
        Snapshots snapshots;
        for (int i = 0; i <= 20; ++i) {
            const double angle = 0.3 * i;
            const double along = 3 * std::cos(angle) / std::sqrt(2.0);
            snapshots.push_back({5 + along, 5 + along, 5 + std::sin(angle)});
        }
        const auto found = principalDirections<double>(snapshots);
        QVERIFY(std::abs(found.shares[0] + found.shares[1] - 1) < 1e-12);
        QVERIFY(found.shares[0] > 0.7 && found.shares[0] < 1);
        for (std::size_t i = 0; i < snapshots.size(); ++i) {
            for (std::size_t k = 0; k < 3; ++k) {
                const double there = snapshots.back()[k] + found.path[i][0] * found.directions[0][k] +
                                     found.path[i][1] * found.directions[1][k];
                QVERIFY(std::abs(there - snapshots[i][k]) < 1e-12);
            }
        }
        QVERIFY((found.path.back() == std::array<double, 2>{0, 0}));
    }

    void theyAreTheSingularVectorsOfTheDifferences() {
        const Snapshots walk = randomWalk(30, 5000);
        Eigen::MatrixXd differences(30, 5000);
        for (Eigen::Index row = 0; row < 30; ++row) {
            for (Eigen::Index i = 0; i < 5000; ++i) {
                differences(row, i) = walk[static_cast<std::size_t>(row)][static_cast<std::size_t>(i)] -
                                      walk.back()[static_cast<std::size_t>(i)];
            }
        }
        const Eigen::BDCSVD<Eigen::MatrixXd> svd(differences, Eigen::ComputeThinV);
        const auto found = principalDirections<double>(walk);
        const double total = svd.singularValues().squaredNorm();
        for (int k = 0; k < 2; ++k) {
            const auto slot = static_cast<std::size_t>(k);
            const double square = std::pow(svd.singularValues()(k), 2);
            QVERIFY(std::abs(found.shares[slot] - square / total) < 1e-12);
            const Eigen::Map<const Eigen::VectorXd> direction(found.directions[slot].data(), 5000);
            QVERIFY(std::abs(std::abs(direction.dot(svd.matrixV().col(k))) - 1) < 1e-10);
            for (Eigen::Index row = 0; row < 30; ++row) {
                const double projection = differences.row(row).dot(direction);
                QVERIFY(std::abs(found.path[static_cast<std::size_t>(row)][slot] - projection) < 1e-10);
            }
            QVERIFY(found.path[0][slot] > 0);
        }
        QVERIFY(std::abs(dot(found.directions[0], found.directions[1])) < 1e-12);
        QVERIFY(std::abs(dot(found.directions[0], found.directions[0]) - 1) < 1e-12);
        QVERIFY(std::abs(dot(found.directions[1], found.directions[1]) - 1) < 1e-12);
    }

    void floatsGiveTheSame() {
        const Snapshots walk = randomWalk(10, 300);
        std::vector<std::vector<float>> narrow;
        for (const auto& snapshot : walk)
            narrow.emplace_back(snapshot.begin(), snapshot.end());
        const auto wide = principalDirections<double>(walk);
        const auto found = principalDirections<float>(narrow);
        for (std::size_t i = 0; i < 300; ++i) {
            QVERIFY(std::abs(static_cast<double>(found.directions[0][i]) - wide.directions[0][i]) < 1e-5);
            QVERIFY(std::abs(static_cast<double>(found.directions[1][i]) - wide.directions[1][i]) < 1e-5);
        }
    }

    void aStraightPathHasNoSecondDirection() {
        const auto found = principalDirections<double>(Snapshots{{0, 0}, {1, 2}, {2, 4}, {4, 8}});
        QVERIFY(std::abs(found.shares[0] - 1) < 1e-12);
        QVERIFY(found.shares[1] == 0);
        QVERIFY((found.directions[1] == std::vector<double>{0, 0}));
        QVERIFY(std::abs(found.path[0][0] - std::sqrt(80.0)) < 1e-12);
        QVERIFY(std::abs(found.directions[0][0] + 1 / std::sqrt(5.0)) < 1e-12);
    }

    void aPathThatDoesNotMoveHasNone_data() {
        QTest::addColumn<int>("snapshots");
        QTest::newRow("none") << 0;
        QTest::newRow("one") << 1;
        QTest::newRow("four") << 4;
    }
    void aPathThatDoesNotMoveHasNone() {
        QFETCH(const int, snapshots);
        const Snapshots still(static_cast<std::size_t>(snapshots), {3, 4});
        const auto found = principalDirections<double>(still);
        QVERIFY((found.shares == std::array<double, 2>{0, 0}));
        QCOMPARE(found.path.size(), still.size());
        QCOMPARE(found.directions[0].size(), std::size_t{snapshots > 0 ? 2U : 0U});
        for (const auto& direction : found.directions) {
            for (const double part : direction)
                QVERIFY(part == 0);
        }
    }
};

QTEST_APPLESS_MAIN(TestPrincipalDirections)
#include "test_principal_directions.moc"
