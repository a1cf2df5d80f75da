#include "charts/contour.h"
#include "charts/heat_item.h"

#include <QtTest>

#include <cmath>
#include <limits>

using namespace downhill::app;

namespace {

/// x² + y² over [−2, 2]².
ScalarGrid bowl(int nodes) {
    ScalarGrid grid{nodes, nodes, {-2, 2}, {-2, 2}, {}};
    for (int row = 0; row < nodes; ++row)
        for (int column = 0; column < nodes; ++column)
            grid.values.push_back(static_cast<float>(std::hypot(grid.xOf(column), grid.yOf(row))));
    return grid;
}

int pieces(const QPainterPath& path) {
    int count = 0;
    for (int i = 0; i < path.elementCount(); ++i)
        count += path.elementAt(i).isMoveTo() ? 1 : 0;
    return count;
}

} // namespace

class TestContour : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void followsACircleInOneClosedPiece();
    void runsFromEdgeToEdge();
    void hasNoLineWhereTheLevelIsNotReached();
    void leavesOutCellsThatAreNotNumbers();
    void coloursWhatIsNotANumberApart();
};

void TestContour::followsACircleInOneClosedPiece() {
    const QPainterPath path = contourLines(bowl(65), 1);
    QCOMPARE(pieces(path), 1);
    QVERIFY(QLineF(path.elementAt(0), path.currentPosition()).length() < 1e-9);
    for (int i = 0; i < path.elementCount(); ++i)
        QVERIFY(std::abs(std::hypot(path.elementAt(i).x, path.elementAt(i).y) - 1) < 2e-3);
}

void TestContour::runsFromEdgeToEdge() {
    ScalarGrid slope{3, 2, {0, 2}, {0, 1}, {0, 1, 2, 0, 1, 2}};
    const QPainterPath path = contourLines(slope, 0.5F);
    QCOMPARE(pieces(path), 1);
    QCOMPARE(path.boundingRect(), QRectF(0.5, 0, 0, 1));
}

void TestContour::hasNoLineWhereTheLevelIsNotReached() {
    QVERIFY(contourLines(bowl(9), 10).isEmpty());
    QVERIFY(contourLines({}, 0).isEmpty());
}

void TestContour::leavesOutCellsThatAreNotNumbers() {
    ScalarGrid grid = bowl(33);
    grid.values[16 * 33 + 24] = std::numeric_limits<float>::quiet_NaN(); // at (1, 0), on the circle
    const QPainterPath path = contourLines(grid, 1);
    QVERIFY(!path.isEmpty());
    for (int i = 0; i < path.elementCount(); ++i)
        QVERIFY(std::isfinite(path.elementAt(i).x) && std::isfinite(path.elementAt(i).y));
}

void TestContour::coloursWhatIsNotANumberApart() {
    const ScalarGrid grid{2, 2, {0, 1}, {0, 1}, {0, 1, 0.5F, std::numeric_limits<float>::quiet_NaN()}};
    const QImage image = heatPicture(grid, Qt::blue, Qt::white, Qt::red, Qt::gray);
    QCOMPARE(image.pixelColor(0, 1), QColor(Qt::blue)); // the first row lies at the bottom
    QCOMPARE(image.pixelColor(1, 1), QColor(Qt::red));
    QCOMPARE(image.pixelColor(0, 0), QColor(Qt::white));
    QCOMPARE(image.pixelColor(1, 0), QColor(Qt::gray));
}

QTEST_GUILESS_MAIN(TestContour)
#include "test_contour.moc"
