#include "charts/course_chart_view.h"
#include "charts/number_text.h"
#include "theme/appearance.h"

#include <QAccessible>
#include <QLineSeries>
#include <QtTest>

#include <memory>

using namespace downhill::app;
using namespace Qt::StringLiterals;

class TestCourseChartView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void readsOutUnderThePointer();
    void putsTheReadOutAwayWhenThePointerLeaves();
    void zoomsAtThePointer();
    void pansByDragging();
    void obeysKeys_data();
    void obeysKeys();
    void goesHomeByKeyAndDoubleClick_data();
    void goesHomeByKeyAndDoubleClick();
    void movesTheReadOutByArrows();
    void escapePutsTheReadOutAwayAndThenPassesOn();
    void keepsThePlotWhereItIsWhateverTheNumbers();
    void keepsAUnitEquallyLongWhereAxesAreEqual();
    void refusesRangesThatAreNone();
    void isAChartForAScreenReader();
    void tellsNothingWhileItsNoticeIsQuiet();
    void followsTheTheme();

private:
    QPointF at(double x, double y) const { return view_->space().toPixel({x, y}); }
    void point(QPointF pixel);

    std::unique_ptr<Appearance> appearance_{};
    std::unique_ptr<CourseChartView> view_{};
};

void TestCourseChartView::initTestCase() {
    appearance_ = std::make_unique<Appearance>(*qApp);
    appearance_->setScheme(Appearance::Scheme::Light);
}

void TestCourseChartView::init() {
    view_ = std::make_unique<CourseChartView>(*appearance_);
    view_->resize(600, 400);
    view_->setHome({0, 100}, {0, 10});
    view_->setProbe([](QPointF value) {
        ReadOut readOut;
        readOut.heading = u"Here"_s;
        readOut.at = value;
        readOut.rows.push_back({u"x"_s, valueText(value.x(), 3), Qt::red, value, false});
        return std::optional(readOut);
    });
    view_->show();
    QVERIFY(QTest::qWaitForWindowExposed(view_.get()));
}

/// Moves the pointer there, wherever it has been.
void TestCourseChartView::point(QPointF pixel) {
    QMouseEvent move(QEvent::MouseMove, pixel, view_->viewport()->mapToGlobal(pixel), Qt::NoButton,
                     Qt::NoButton, Qt::NoModifier);
    QCoreApplication::sendEvent(view_->viewport(), &move);
}

void TestCourseChartView::cleanup() {
    view_.reset();
}

void TestCourseChartView::readsOutUnderThePointer() {
    const QImage before = view_->grab().toImage();
    QVERIFY(!view_->readOut());
    point(at(50, 5));
    QVERIFY(view_->readOut());
    QVERIFY(std::abs(view_->readOut()->at.x() - 50) < 0.5);
    QVERIFY(before != view_->grab().toImage());
    QCOMPARE(view_->spokenValue(), view_->readOut()->spoken());
    QVERIFY(view_->readOut()->spoken().startsWith(u"Here: x "_s));
}

void TestCourseChartView::putsTheReadOutAwayWhenThePointerLeaves() {
    point(at(50, 5));
    QVERIFY(view_->readOut());
    QEvent leave(QEvent::Leave);
    QCoreApplication::sendEvent(view_.get(), &leave);
    QVERIFY(!view_->readOut());
}

void TestCourseChartView::zoomsAtThePointer() {
    const QPointF pixel = at(25, 2.5);
    QWheelEvent wheel(pixel, view_->viewport()->mapToGlobal(pixel), {}, {0, 240}, Qt::NoButton,
                      Qt::NoModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(view_->viewport(), &wheel);
    QVERIFY(view_->isZoomed());
    QVERIFY(view_->space().x.span() < 80);
    const QPointF value = view_->space().toValue(pixel);
    QVERIFY(QLineF(value, QPointF(25, 2.5)).length() < 1e-9);
}

void TestCourseChartView::pansByDragging() {
    const QPoint from = at(50, 5).toPoint();
    QTest::mousePress(view_->viewport(), Qt::LeftButton, {}, from);
    QTest::mouseMove(view_->viewport(), from + QPoint(40, 0));
    QTest::mouseRelease(view_->viewport(), Qt::LeftButton, {}, from + QPoint(40, 0));
    QVERIFY(view_->space().x.low < -1);
    QCOMPARE(view_->space().x.span(), 100.0);
    QCOMPARE(view_->space().y, (AxisRange{0, 10}));
}

void TestCourseChartView::obeysKeys_data() {
    QTest::addColumn<Qt::Key>("key");
    QTest::addColumn<Qt::KeyboardModifiers>("modifiers");
    QTest::addColumn<double>("middle"); // of x, compared with 50: −1 lower, 0 the same, 1 higher
    QTest::addColumn<double>("width");  // of x, compared with 100
    QTest::newRow("plus") << Qt::Key_Plus << Qt::KeyboardModifiers() << 0.0 << -1.0;
    QTest::newRow("minus") << Qt::Key_Minus << Qt::KeyboardModifiers() << 0.0 << 1.0;
    QTest::newRow("shift and right") << Qt::Key_Right << Qt::KeyboardModifiers(Qt::ShiftModifier) << 1.0
                                     << 0.0;
    QTest::newRow("shift and left") << Qt::Key_Left << Qt::KeyboardModifiers(Qt::ShiftModifier) << -1.0
                                    << 0.0;
}

void TestCourseChartView::obeysKeys() {
    QFETCH(Qt::Key, key);
    QFETCH(Qt::KeyboardModifiers, modifiers);
    QFETCH(double, middle);
    QFETCH(double, width);
    const auto sign = [](double value) { return std::abs(value) < 1e-9 ? 0.0 : value > 0 ? 1.0 : -1.0; };
    QTest::keyClick(view_.get(), key, modifiers);
    QCOMPARE(sign(view_->space().x.middle() - 50), middle);
    QCOMPARE(sign(view_->space().x.span() - 100), width);
}

void TestCourseChartView::goesHomeByKeyAndDoubleClick_data() {
    QTest::addColumn<bool>("byKey");
    QTest::newRow("Home") << true;
    QTest::newRow("double click") << false;
}

void TestCourseChartView::goesHomeByKeyAndDoubleClick() {
    QFETCH(bool, byKey);
    view_->zoomAt(at(10, 1), 0.3);
    view_->panBy({30, -20});
    if (byKey)
        QTest::keyClick(view_.get(), Qt::Key_Home);
    else
        QTest::mouseDClick(view_->viewport(), Qt::LeftButton, {}, at(50, 5).toPoint());
    QVERIFY(!view_->isZoomed());
    QCOMPARE(view_->space().x, (AxisRange{0, 100}));
    QCOMPARE(view_->space().y, (AxisRange{0, 10}));
}

void TestCourseChartView::movesTheReadOutByArrows() {
    view_->setStops(
        [](QPointF value, int direction) { return std::optional(value + QPointF(direction, 0)); });
    QTest::keyClick(view_.get(), Qt::Key_Right);
    QVERIFY(view_->readOut());
    const double first = view_->readOut()->at.x();
    QTest::keyClick(view_.get(), Qt::Key_Right);
    QCOMPARE(view_->readOut()->at.x(), first + 1);
    QTest::keyClick(view_.get(), Qt::Key_Left);
    QTest::keyClick(view_.get(), Qt::Key_Left);
    QCOMPARE(view_->readOut()->at.x(), first - 1);
    QCOMPARE(view_->space().x, (AxisRange{0, 100}));
}

void TestCourseChartView::escapePutsTheReadOutAwayAndThenPassesOn() {
    QTest::keyClick(view_.get(), Qt::Key_Right);
    QVERIFY(view_->readOut());
    QKeyEvent first(QEvent::KeyPress, Qt::Key_Escape, Qt::NoModifier);
    QCoreApplication::sendEvent(view_.get(), &first);
    QVERIFY(first.isAccepted());
    QVERIFY(!view_->readOut());
    QKeyEvent second(QEvent::KeyPress, Qt::Key_Escape, Qt::NoModifier);
    QCoreApplication::sendEvent(view_.get(), &second);
    QVERIFY(!second.isAccepted());
}

void TestCourseChartView::keepsThePlotWhereItIsWhateverTheNumbers() {
    const QRectF area = view_->space().area;
    for (const double top : {1e-6, 1.0, 123.0, 1e5, 1e38}) {
        view_->setHome({0, top}, {0, top});
        QCOMPARE(view_->space().area, area);
        QCOMPARE(view_->chart()->plotArea(), area);
    }
}

void TestCourseChartView::keepsAUnitEquallyLongWhereAxesAreEqual() {
    view_->setEqualAxes(true);
    for (const QSize size : {QSize(600, 400), QSize(300, 500)}) {
        view_->resize(size);
        QVERIFY(std::abs(view_->space().pixelsPerX() - view_->space().pixelsPerY()) < 1e-9);
        view_->zoomAt(view_->space().area.center(), 0.5);
        QVERIFY(std::abs(view_->space().pixelsPerX() - view_->space().pixelsPerY()) < 1e-9);
    }
}

void TestCourseChartView::refusesRangesThatAreNone() {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    view_->setHome({0, nan}, {0, 1});
    view_->setHome({1, 1}, {0, 1});
    view_->setHome({0, std::numeric_limits<double>::infinity()}, {0, 1});
    QCOMPARE(view_->space().x, (AxisRange{0, 100}));
    for (int i = 0; i < 200; ++i)
        view_->zoomAt(at(50, 5), 0.5);
    QVERIFY(view_->space().x.span() > 0);
    view_->grab();
}

void TestCourseChartView::isAChartForAScreenReader() {
    view_->setAccessibleName(u"Loss"_s);
    view_->setSpoken([] { return u"It falls."_s; });
    QAccessibleInterface* interface = QAccessible::queryAccessibleInterface(view_.get());
    QVERIFY(interface);
    QCOMPARE(interface->role(), QAccessible::Chart);
    QCOMPARE(interface->text(QAccessible::Name), u"Loss"_s);
    QCOMPARE(interface->text(QAccessible::Value), u"It falls."_s);
    QTest::keyClick(view_.get(), Qt::Key_Right);
    QCOMPARE(interface->text(QAccessible::Value), view_->readOut()->spoken());
}

void TestCourseChartView::tellsNothingWhileItsNoticeIsQuiet() {
    view_->setNotice(u"Nothing yet."_s);
    QTest::keyClick(view_.get(), Qt::Key_Right);
    QVERIFY(!view_->readOut());
    QCOMPARE(view_->spokenValue(), u"Nothing yet."_s);
    view_->setNotice(u"Diverged."_s, CourseChartView::Notice::Alert);
    QTest::keyClick(view_.get(), Qt::Key_Right);
    QVERIFY(view_->readOut());
}

void TestCourseChartView::followsTheTheme() {
    QSignalSpy restyled(view_.get(), &CourseChartView::restyled);
    const QRgb light = view_->grab().toImage().pixel(2, 2);
    appearance_->setScheme(Appearance::Scheme::Dark);
    QCOMPARE(restyled.count(), 1);
    const QRgb dark = view_->grab().toImage().pixel(2, 2);
    QCOMPARE(QColor(dark), appearance_->theme().plot);
    appearance_->setScheme(Appearance::Scheme::Light);
    QCOMPARE(QColor(light), appearance_->theme().plot);
}

QTEST_MAIN(TestCourseChartView)
#include "test_course_chart_view.moc"
