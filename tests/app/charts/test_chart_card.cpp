#include "charts/chart_card.h"
#include "charts/chart_header.h"
#include "charts/course_chart_view.h"
#include "charts/steady_label.h"
#include "theme/appearance.h"

#include <QAccessible>
#include <QLabel>
#include <QtTest>

#include <memory>

using namespace downhill::app;
using namespace Qt::StringLiterals;

class TestChartCard : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { appearance_ = std::make_unique<Appearance>(*qApp); }
    void init();
    void cleanup() { card_.reset(); }

    void titleNamesTheChart();
    void chipsTellWhatIsShown_data();
    void chipsTellWhatIsShown();
    void chipsAreNamedCheckboxesForAScreenReader();
    void chipsAreReachedInOrderByTab();
    void chipsWrapWhereTheCardIsNarrow();
    void controlsHaveRowsOfTheirOwnWhereTheCardIsNarrow();
    void theSubtitleIsNotCutByWhatStandsBesideTheTitle();
    void aSubtitleThatDoesNotFitKeepsASecondLine();
    void aLineThatDoesNotFitEndsAfterAWholePart();
    void whatTwoLinesDoNotHoldStandsInTheToolTip();
    void clearedChipsAreGone();
    void nothingOverlapsAtAnyWidth_data();
    void nothingOverlapsAtAnyWidth();

private:
    LegendChip* addChip(const QString& name);

    std::unique_ptr<Appearance> appearance_{};
    std::unique_ptr<ChartCard> card_{};
    QHash<QString, bool> shown_{};
};

void TestChartCard::init() {
    shown_.clear();
    card_ = std::make_unique<ChartCard>(new CourseChartView(*appearance_), *appearance_);
    card_->setTitle(u"Loss"_s);
    card_->setSubtitle(u"every step faint, smoothed on top"_s);
    card_->resize(900, 500);
    card_->show();
    QVERIFY(QTest::qWaitForWindowActive(card_.get()));
}

LegendChip* TestChartCard::addChip(const QString& name) {
    shown_[name] = true;
    return card_->addChip(name, {.color = [](const Theme& theme) { return theme.series[0]; }},
                          [this, name](bool on) { shown_[name] = on; });
}

void TestChartCard::titleNamesTheChart() {
    QCOMPARE(card_->chart().accessibleName(), u"Loss"_s);
    QCOMPARE(card_->header().title(), u"Loss"_s);
}

void TestChartCard::chipsTellWhatIsShown_data() {
    QTest::addColumn<bool>("byKey");
    QTest::newRow("Space") << true;
    QTest::newRow("mouse") << false;
}

void TestChartCard::chipsTellWhatIsShown() {
    QFETCH(bool, byKey);
    LegendChip* chip = addChip(u"SGD"_s);
    const auto press = [&] {
        if (byKey)
            QTest::keyClick(chip, Qt::Key_Space);
        else
            QTest::mouseClick(chip, Qt::LeftButton);
    };
    press();
    QVERIFY(!shown_[u"SGD"_s]);
    press();
    QVERIFY(shown_[u"SGD"_s]);
}

void TestChartCard::chipsAreNamedCheckboxesForAScreenReader() {
    LegendChip* chip = addChip(u"SGD"_s);
    QAccessibleInterface* interface = QAccessible::queryAccessibleInterface(chip);
    QVERIFY(interface);
    QCOMPARE(interface->text(QAccessible::Name), u"Show SGD"_s);
    QVERIFY(interface->state().checkable);
    QVERIFY(interface->state().checked);
}

void TestChartCard::chipsAreReachedInOrderByTab() {
    LegendChip* first = addChip(u"first"_s);
    LegendChip* second = addChip(u"second"_s);
    first->setFocus(Qt::TabFocusReason);
    QTRY_VERIFY(first->hasFocus());
    QTest::keyClick(first, Qt::Key_Tab);
    QTRY_VERIFY(second->hasFocus());
}

void TestChartCard::chipsWrapWhereTheCardIsNarrow() {
    for (int i = 0; i < 6; ++i)
        addChip(u"a run of some name %1"_s.arg(i));
    card_->resize(420, 300);
    QCoreApplication::processEvents();
    const auto& chips = card_->header().chips();
    QVERIFY(chips.last()->y() > chips.first()->y());
    for (const QToolButton* chip : chips) {
        QVERIFY(chip->geometry().right() <= card_->header().width());
        QVERIFY(chip->geometry().bottom() <= card_->header().height());
    }
    QVERIFY(card_->chart().height() >= 120);
}

void TestChartCard::controlsHaveRowsOfTheirOwnWhereTheCardIsNarrow() {
    QList<QToolButton*> controls;
    for (int i = 0; i < 4; ++i) {
        controls << new QToolButton;
        controls.last()->setText(u"A control of some width"_s);
        card_->header().addControl(controls.last());
        controls.last()->show();
    }
    const int whole = controls.first()->sizeHint().width();
    for (const int width : {420, 300, 1400}) {
        card_->resize(width, 400);
        QCoreApplication::processEvents();
        QList<int> rows;
        for (const QToolButton* control : controls) {
            QCOMPARE(control->width(), whole); // none is cut
            QVERIFY(control->x() >= 0);
            QVERIFY(control->geometry().right() <= card_->header().width());
            QVERIFY(control->geometry().bottom() <= card_->header().height());
            if (!rows.contains(control->y()))
                rows << control->y();
        }
        QCOMPARE(rows.size() == 1, width == 1400);
        QCOMPARE(rows.first() < 20, width == 1400); // beside the title
    }
}

void TestChartCard::theSubtitleIsNotCutByWhatStandsBesideTheTitle() {
    auto* control = new QToolButton;
    control->setText(u"A control of some width"_s);
    card_->header().addControl(control);
    control->show();
    const auto* subtitle = card_->header().findChildren<SteadyLabel*>().last();
    QCOMPARE(subtitle->said(), card_->header().subtitle());
    const int wanted = subtitle->fontMetrics().horizontalAdvance(subtitle->said());
    for (const int width : {340, 420, 480, 560, 800}) {
        card_->resize(width, 300);
        QCoreApplication::processEvents();
        QVERIFY(subtitle->width() >= wanted);
        QVERIFY(!subtitle->geometry().intersects(control->geometry()));
    }
    QVERIFY(control->geometry().top() < subtitle->geometry().bottom()); // beside both where there is room
}

void TestChartCard::aSubtitleThatDoesNotFitKeepsASecondLine() {
    const auto* subtitle = card_->header().findChildren<SteadyLabel*>().last();
    const QString longText = u"step 12,000 · mean 0.0123 · greatest 1.23 · 12 of 80 above the mean"_s;
    const QString shortText = u"step 7"_s;
    const int wanted = QFontMetrics(subtitle->font()).horizontalAdvance(longText);
    card_->setSubtitle(shortText);
    card_->resize(wanted * 3 / 4, 300);
    QCoreApplication::processEvents();
    const int low = card_->header().height();
    card_->setSubtitle(longText);
    QCoreApplication::processEvents();
    const int high = card_->header().height();
    QCOMPARE(high - low, QFontMetrics(subtitle->font()).lineSpacing());
    card_->header().grab();
    QVERIFY(subtitle->toolTip().isEmpty()); // all of it can be read
    card_->setSubtitle(shortText);
    QCOMPARE(card_->header().height(), high); // what changes with each frame moves nothing back and forth
    card_->resize(wanted * 3, 300);
    QCoreApplication::processEvents();
    QCOMPARE(card_->header().height(), low);
}

void TestChartCard::aLineThatDoesNotFitEndsAfterAWholePart() {
    SteadyLabel line(card_.get());
    const QString text = u"step 12,000 · mean 0.0123 · greatest 1.23 · 12 of 80 above the mean"_s;
    line.say(text);
    line.resize(QFontMetrics(line.font()).horizontalAdvance(u"step 12,000 · mean 0.0123 · greatest 1"_s), 20);
    const QImage cut = line.grab().toImage();
    QCOMPARE(line.toolTip(), text);
    line.say(u"step 12,000 · mean 0.0123 · …"_s);
    QCOMPARE(line.grab().toImage(), cut);
    QVERIFY(line.toolTip().isEmpty());
}

void TestChartCard::whatTwoLinesDoNotHoldStandsInTheToolTip() {
    SteadyLabel label(card_.get(), 2);
    const QString text =
        u"binary cross-entropy · every step faint, smoothed on top; on held-back data dashed"_s;
    label.say(text);
    const int wanted = QFontMetrics(label.font()).horizontalAdvance(text);
    label.resize(wanted / 4, 40);
    label.grab();
    QCOMPARE(label.toolTip(), text);
    label.resize(wanted * 3 / 4, 40);
    label.grab();
    QVERIFY(label.toolTip().isEmpty());
}

void TestChartCard::clearedChipsAreGone() {
    addChip(u"SGD"_s);
    card_->clearChips();
    QVERIFY(card_->header().chips().isEmpty());
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    QVERIFY(card_->findChildren<LegendChip*>().isEmpty());
}

void TestChartCard::nothingOverlapsAtAnyWidth_data() {
    QTest::addColumn<int>("width");
    QTest::addColumn<double>("textScale");
    for (const int width : {300, 420, 560, 700, 900, 1400})
        for (const double scale : {1.0, 1.75})
            QTest::addRow("%d pixels, text ×%.2f", width, scale) << width << scale;
}

void TestChartCard::nothingOverlapsAtAnyWidth() {
    QFETCH(int, width);
    QFETCH(double, textScale);
    appearance_->setTextScale(textScale);
    for (int i = 0; i < 4; ++i)
        addChip(u"rate %1"_s.arg(i));
    auto* control = new QToolButton;
    control->setText(u"Log scale"_s);
    card_->header().addControl(control);
    control->show();
    card_->resize(width, 420);
    QCoreApplication::processEvents();
    QList<QRect> places;
    for (const QWidget* child : card_->header().findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly))
        if (child->isVisible() && !child->geometry().isEmpty())
            places << child->geometry();
    QVERIFY(places.size() >= 6);
    for (qsizetype i = 0; i < places.size(); ++i)
        for (qsizetype j = i + 1; j < places.size(); ++j)
            QVERIFY2(!places[i].intersects(places[j]), qPrintable(u"%1 and %2"_s.arg(i).arg(j)));
    appearance_->setTextScale(1);
}

QTEST_MAIN(TestChartCard)
#include "test_chart_card.moc"
