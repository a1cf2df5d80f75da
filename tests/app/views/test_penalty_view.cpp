#include "charts/chart_header.h"
#include "charts/number_text.h"
#include "sample_experiments.h"
#include "theme/appearance.h"
#include "view_window.h"
#include "views/penalty_view.h"

#include <QtTest>

#include <cmath>

using namespace downhill;
using namespace downhill::app;
using namespace Qt::StringLiterals;

class TestPenaltyView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { appearance_ = std::make_unique<Appearance>(*qApp); }
    void init();
    void cleanup() { view_.reset(); }

    void chargesWhatTheLossesCharge();
    void movesByKeyboard();
    void movesByMouse();
    void hidesACurve();
    void readsOutSlopes();

private:
    std::unique_ptr<Appearance> appearance_{};
    std::unique_ptr<PenaltyView> view_{};
};

void TestPenaltyView::init() {
    view_ = std::make_unique<PenaltyView>(samples::view(lesson::ViewKind::Penalty), *appearance_);
    openWindow(*view_);
}

void TestPenaltyView::chargesWhatTheLossesCharge() {
    // 95 % sure and wrong leaves 5 % to the right class.
    QVERIFY(std::abs(PenaltyView::crossEntropy(0.05) - 2.9957) < 1e-4);
    QVERIFY(std::abs(PenaltyView::crossEntropy(0.45) - 0.7985) < 1e-4);
    QVERIFY(std::abs(PenaltyView::squaredError(0.05) - 0.9025) < 1e-12);
    view_->confidence().setValue(0.05);
    QCOMPARE(view_->card().header().subtitle(),
             u"p 0.05: −ln p 3 · (1 − p)² %1"_s.arg(valueText(PenaltyView::squaredError(0.05), 3)));
    QVERIFY(view_->spokenSummary().contains(u"probability 0.05"_s));
}

void TestPenaltyView::movesByKeyboard() {
    view_->confidence().setFocus();
    const double before = view_->confidence().value();
    QTest::keyClick(&view_->confidence(), Qt::Key_Up);
    QCOMPARE(view_->confidence().value(), before + 0.05);
}

void TestPenaltyView::movesByMouse() {
    CourseChartView& chart = view_->chart();
    const auto pixel = [&](double p) {
        return chart.space().toPixel({p, PenaltyView::crossEntropy(p)}).toPoint();
    };
    QTest::mousePress(chart.viewport(), Qt::LeftButton, {}, pixel(view_->confidence().value()));
    QTest::mouseMove(chart.viewport(), pixel(0.6));
    QTest::mouseRelease(chart.viewport(), Qt::LeftButton, {}, pixel(0.6));
    QVERIFY2(std::abs(view_->confidence().value() - 0.6) < 0.01,
             qPrintable(QString::number(view_->confidence().value())));
}

void TestPenaltyView::hidesACurve() {
    const QImage both = view_->chart().grab().toImage();
    QToolButton* chip = view_->card().header().chips().first();
    QTest::keyClick(chip, Qt::Key_Space);
    QVERIFY(view_->chart().grab().toImage() != both);
}

void TestPenaltyView::readsOutSlopes() {
    CourseChartView& chart = view_->chart();
    pointAt(chart, {0.5, 2.5});
    QTRY_VERIFY(chart.readOut());
    QCOMPARE(chart.readOut()->rows.size(), std::size_t(4));
    QVERIFY(chart.readOut()->rows[1].value.startsWith(u"−2"_s) ||
            chart.readOut()->rows[1].value.startsWith(u"−1.9"_s));
}

QTEST_MAIN(TestPenaltyView)
#include "test_penalty_view.moc"
