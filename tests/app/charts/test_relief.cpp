#include "charts/relief.h"
#include "charts/relief_plot.h"
#include "theme/appearance.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace downhill::app;

namespace {

constexpr QSize kSize(300, 240);
const ReliefColors kColors{QColor(Qt::white), QColor(Qt::blue), QColor(Qt::black), QColor(Qt::black)};

ScalarGrid grid(double (*height)(double x, double y), int nodes = 41) {
    ScalarGrid result{nodes, nodes, {0, 1}, {0, 1}, {}};
    for (int row = 0; row < nodes; ++row)
        for (int column = 0; column < nodes; ++column)
            result.values.push_back(static_cast<float>(height(result.xOf(column), result.yOf(row))));
    return result;
}

/// A wall across the middle of a plain.
double wall(double, double y) {
    return std::abs(y - 0.5) < 0.06 ? 1 : 0;
}

double plain(double, double) {
    return 0;
}

double hole(double x, double y) {
    return std::hypot(x - 0.5, y - 0.5) < 0.2 ? std::numeric_limits<double>::quiet_NaN() : 0.5;
}

qsizetype painted(const QImage& image) {
    qsizetype count = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            count += qAlpha(image.pixel(x, y)) > 0;
    return count;
}

} // namespace

/// A terrain drawn from the side.
class TestRelief : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsHigherStandsHigherOnTheScreen() {
        const ReliefView view({}, kSize);
        QVERIFY(view.pixel({0.5, 0.5, 1}).y() < view.pixel({0.5, 0.5, 0}).y());
        QCOMPARE(view.pixel({0.5, 0.5, 1}).x(), view.pixel({0.5, 0.5, 0}).x());
    }

    void fromAboveItIsAPlan() {
        const ReliefView view({.azimuth = 0, .elevation = 90}, kSize);
        QVERIFY(view.pixel({1, 0.5, 0}).x() > view.pixel({0, 0.5, 0}).x());
        QVERIFY(view.pixel({0.5, 1, 0}).y() < view.pixel({0.5, 0, 0}).y());
        QVERIFY(std::abs(view.pixel({0.3, 0.7, 0}).y() - view.pixel({0.3, 0.7, 1}).y()) < 1e-9);
    }

    void aWallHidesWhatIsBehindIt() {
        const ReliefPicture picture(grid(wall), {.azimuth = 0, .elevation = 30}, kSize, kColors, 5);
        QVERIFY(picture.hides({0.5, 0.62, 0}));
        QVERIFY(!picture.hides({0.5, 0.3, 0}));
        QVERIFY(!picture.hides({0.5, 0.5, 1}));
        const ReliefPicture turned(grid(wall), {.azimuth = 180, .elevation = 30}, kSize, kColors, 5);
        QVERIFY(!turned.hides({0.5, 0.62, 0}));
        QVERIFY(turned.hides({0.5, 0.38, 0}));
    }

    void heightsThatAreNoNumbersAreLeftOut() {
        const ReliefCamera camera{.azimuth = 0, .elevation = 88};
        const ReliefPicture whole(grid(plain), camera, kSize, kColors, 5);
        const ReliefPicture broken(grid(hole), camera, kSize, kColors, 5);
        QVERIFY(painted(whole.image()) > 0);
        QVERIFY(painted(broken.image()) < painted(whole.image()) * 95 / 100);
        QVERIFY(painted(broken.image()) > painted(whole.image()) / 2);
    }

    void nothingIsDrawnOfNothing() {
        QVERIFY(ReliefPicture(ScalarGrid{}, {}, kSize, kColors, 5).image().isNull());
        QVERIFY(ReliefPicture(grid(plain), {}, QSize(), kColors, 5).image().isNull());
    }

    void keysTurnItAndComeNearer() {
        Appearance appearance(*qApp);
        ReliefPlot plot(appearance);
        plot.resize(kSize);
        plot.setTerrain(grid(wall));
        plot.show();
        QTest::keyClick(&plot, Qt::Key_Right);
        QVERIFY(plot.camera().azimuth > ReliefCamera{}.azimuth);
        QTest::keyClick(&plot, Qt::Key_Plus);
        QVERIFY(plot.camera().zoom > 1);
        for (int i = 0; i < 30; ++i)
            QTest::keyClick(&plot, Qt::Key_Up);
        QCOMPARE(plot.camera().elevation, ReliefCamera::kHighest);
        QTest::keyClick(&plot, Qt::Key_Home);
        QVERIFY(plot.camera() == ReliefCamera{});
    }

    void theMouseTurnsIt() {
        Appearance appearance(*qApp);
        ReliefPlot plot(appearance);
        plot.resize(kSize);
        plot.show();
        QTest::mousePress(&plot, Qt::LeftButton, {}, {100, 100});
        QMouseEvent move(QEvent::MouseMove, QPointF(140, 90), plot.mapToGlobal(QPointF(140, 90)),
                         Qt::NoButton, Qt::LeftButton, {});
        QCoreApplication::sendEvent(&plot, &move);
        QCOMPARE(plot.camera().azimuth, ReliefCamera{}.azimuth + 20);
        QCOMPARE(plot.camera().elevation, ReliefCamera{}.elevation - 5);
    }
};

QTEST_MAIN(TestRelief)
#include "test_relief.moc"
