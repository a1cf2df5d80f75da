#include "experiment/knob_slider.h"
#include "experiment/thin_slider.h"
#include "player/typed_number.h"
#include "theme/appearance.h"

#include <QApplication>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

using namespace downhill;
using app::KnobSlider;

namespace {

lesson::Control rate() {
    lesson::Control control;
    control.knob = lesson::Knob::LearningRate;
    control.least = 0.001;
    control.greatest = 10;
    control.logarithmic = true;
    return control;
}

} // namespace

class TestKnobSlider : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theMiddleOfALogarithmicSliderIsTheGeometricMean() {
        KnobSlider knob(rate(), appearance_);
        QSignalSpy changed(&knob, &KnobSlider::changed);
        knob.findChild<app::ThinSlider*>()->setValue(500);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(knob.value(), 0.1);
    }

    void theNumberShownIsTheNumberUsed() {
        KnobSlider knob(rate(), appearance_);
        auto* slider = knob.findChild<app::ThinSlider*>();
        auto* field = knob.findChild<QLineEdit*>();
        for (int position = slider->minimum(); position <= slider->maximum(); position += 7) {
            slider->setValue(position);
            const auto shown = app::numberFrom(field->text());
            QVERIFY2(shown, qPrintable(field->text()));
            QCOMPARE(*shown, knob.value());
        }
    }

    void numbersAreWrittenAsInCharts_data() {
        QTest::addColumn<double>("value");
        QTest::addColumn<QString>("shown");
        QTest::newRow("thousand") << 1000.0 << QStringLiteral("1000");
        QTest::newRow("negative") << -1.5 << QStringLiteral("−1.5");
        QTest::newRow("small") << 2e-5 << QStringLiteral("2·10⁻⁵");
        QTest::newRow("large") << 2.5e7 << QStringLiteral("2.5·10⁷");
    }

    void numbersAreWrittenAsInCharts() {
        QFETCH(double, value);
        QFETCH(QString, shown);
        lesson::Control control = rate();
        control.logarithmic = false;
        control.least = -1e8;
        control.greatest = 1e8;
        KnobSlider knob(control, appearance_);
        knob.setValue(value);
        auto* field = knob.findChild<QLineEdit*>();
        QCOMPARE(field->text(), shown);
        // What it shows can be typed again.
        knob.setValue(0);
        field->selectAll();
        field->insert(shown);
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(knob.value(), value);
    }

    void aTypedNumberIsTakenAsItIs() {
        KnobSlider knob(rate(), appearance_);
        QSignalSpy changed(&knob, &KnobSlider::changed);
        auto* field = knob.findChild<QLineEdit*>();
        field->selectAll();
        QTest::keyClicks(field, QStringLiteral("0.0375"));
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(knob.value(), 0.0375);
        QCOMPARE(changed.constLast().constFirst().toDouble(), 0.0375);
    }

    void aTypedNumberIsBroughtIntoTheRange() {
        KnobSlider knob(rate(), appearance_);
        auto* field = knob.findChild<QLineEdit*>();
        field->selectAll();
        QTest::keyClicks(field, QStringLiteral("500"));
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(knob.value(), 10.0);
    }

    void wordsLeaveTheValueAlone() {
        KnobSlider knob(rate(), appearance_);
        knob.setValue(0.3);
        auto* field = knob.findChild<QLineEdit*>();
        field->selectAll();
        QTest::keyClicks(field, QStringLiteral("fast"));
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(knob.value(), 0.3);
        QCOMPARE(field->text(), QStringLiteral("0.3"));
    }

    void arrowKeysMoveIt() {
        KnobSlider knob(rate(), appearance_);
        knob.setValue(0.1);
        auto* slider = knob.findChild<app::ThinSlider*>();
        QTest::keyClick(slider, Qt::Key_Right);
        QVERIFY(knob.value() > 0.1);
        QTest::keyClick(slider, Qt::Key_Home);
        QCOMPARE(knob.value(), 0.001);
    }

    void theMouseDragsTheHandle() {
        KnobSlider knob(rate(), appearance_);
        knob.resize(500, 40);
        knob.show();
        auto* slider = knob.findChild<app::ThinSlider*>();
        QTest::mousePress(slider, Qt::LeftButton, {}, {slider->width() / 2, slider->height() / 2});
        QTest::mouseMove(slider, {slider->width() - 1, slider->height() / 2});
        QTest::mouseRelease(slider, Qt::LeftButton, {}, {slider->width() - 1, slider->height() / 2});
        QCOMPARE(knob.value(), 10.0);
    }

    void aValueFromElsewhereDoesNotEcho() {
        KnobSlider knob(rate(), appearance_);
        QSignalSpy changed(&knob, &KnobSlider::changed);
        knob.setValue(1);
        QCOMPARE(changed.count(), 0);
        QCOMPARE(knob.value(), 1.0);
    }

private:
    app::Appearance appearance_{*qApp};
};

QTEST_MAIN(TestKnobSlider)
#include "test_knob_slider.moc"
