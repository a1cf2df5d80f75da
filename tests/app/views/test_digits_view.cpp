#include "charts/chart_header.h"
#include "sample_experiments.h"
#include "theme/appearance.h"
#include "view_window.h"
#include "views/digit_field.h"
#include "views/digits_view.h"
#include "views/tiles_item.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace downhill;
using namespace downhill::app;
using namespace Qt::StringLiterals;

class TestDigitsView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup() { view_.reset(); }

    void showsSamplesWithWhatIsNamed();
    void showsOnlyMistakes();
    void showsTheWeightsOfTheFirstLayer();
    void namesFitTheirPicturesInLittleRoom_data();
    void namesFitTheirPicturesInLittleRoom();
    void onlyTheDrawingHasAxes();
    void readsADrawingByMouse();
    void readsADrawingByKeyboard();
    void clearsTheDrawing();
    void movesTheDrawingToTheMiddle();
    void readsItsOwnSamplesAsTheNetworkDoes();
    void stepsFromPictureToPicture();
    void saysWhatItNeeds();

private:
    DigitsView& show(const TrainedFrames& frames);
    void choose(DigitsView::Page page) { view_->pageSelector().setCurrentIndex(static_cast<int>(page)); }

    std::unique_ptr<Appearance> appearance_{};
    std::unique_ptr<TrainedFrames> trained_{};
    std::unique_ptr<DigitsView> view_{};
};

void TestDigitsView::initTestCase() {
    appearance_ = std::make_unique<Appearance>(*qApp);
    trained_ = std::make_unique<TrainedFrames>(samples::digits());
    trained_->train(300);
}

DigitsView& TestDigitsView::show(const TrainedFrames& frames) {
    view_ = std::make_unique<DigitsView>(samples::view(lesson::ViewKind::Digits), *appearance_);
    openWindow(*view_, frames, {800, 560});
    return *view_;
}

void TestDigitsView::showsSamplesWithWhatIsNamed() {
    show(*trained_);
    QCOMPARE(view_->shownSamples().size(), std::size_t(40));
    QCOMPARE(view_->tiles().tiles().size(), 40);
    const auto& test = trained_->data()->test;
    for (qsizetype i = 0; i < 40; ++i) {
        const Eigen::Index sample = view_->shownSamples()[static_cast<std::size_t>(i)];
        const TilesItem::Tile& tile = view_->tiles().tiles()[i];
        QCOMPARE(tile.caption.left(1), QString::number(std::lround(test.targets(0, sample))));
        QCOMPARE(tile.strong, tile.caption.contains(u'→'));
        QCOMPARE(tile.picture.size(), QSize(8, 8));
    }
    QVERIFY(view_->card().header().subtitle().contains(u"of 100"_s));
}

void TestDigitsView::showsOnlyMistakes() {
    TrainedFrames frames(samples::digits());
    frames.train(5);
    show(frames);
    QTest::keyClick(&view_->mistakesSwitch(), Qt::Key_Space);
    const double accuracy = frames.frame().snapshot.runs[0].test.accuracy;
    QCOMPARE(view_->tiles().tiles().size(), std::min<qsizetype>(40, std::lround((1 - accuracy) * 100)));
    QVERIFY(
        std::ranges::all_of(view_->tiles().tiles(), [](const TilesItem::Tile& tile) { return tile.strong; }));
}

void TestDigitsView::showsTheWeightsOfTheFirstLayer() {
    show(*trained_);
    choose(DigitsView::Page::Weights);
    QCOMPARE(view_->tiles().tiles().size(), 24);
    QVERIFY(view_->tiles().tiles()[0].picture != view_->tiles().tiles()[1].picture);
    QVERIFY(!view_->field().isVisible());
}

void TestDigitsView::namesFitTheirPicturesInLittleRoom_data() {
    QTest::addColumn<QSize>("size");
    for (const QSize size : {QSize(240, 240), QSize(300, 420), QSize(420, 300), QSize(531, 240)})
        QTest::addRow("%d x %d", size.width(), size.height()) << size;
}

void TestDigitsView::namesFitTheirPicturesInLittleRoom() {
    QFETCH(QSize, size);
    TrainedFrames frames(samples::digits());
    frames.train(5);
    show(frames);
    view_->mistakesSwitch().click();
    view_->resize(size);
    QCoreApplication::processEvents();
    const PlotSpace& space = view_->chart().space();
    const QFontMetricsF metrics(appearance_->theme().font(12, QFont::DemiBold));
    QVERIFY(!view_->tiles().tiles().isEmpty());
    for (const TilesItem::Tile& tile : view_->tiles().tiles()) {
        QVERIFY(tile.caption.contains(u" → "_s));
        QVERIFY(metrics.horizontalAdvance(QString(tile.caption).remove(u' ')) <= space.pixelsPerX() - 6);
    }
}

void TestDigitsView::onlyTheDrawingHasAxes() {
    show(*trained_);
    for (const auto page : {DigitsView::Page::Samples, DigitsView::Page::Drawing, DigitsView::Page::Weights,
                            DigitsView::Page::Samples}) {
        choose(page);
        const QRectF area = view_->chart().space().area;
        const QPoint onTheLine(qRound(area.left()) + 40, static_cast<int>(std::floor(area.bottom())));
        const QColor line = view_->chart().grab().toImage().pixelColor(onTheLine);
        QCOMPARE(line,
                 page == DigitsView::Page::Drawing ? appearance_->theme().axis : appearance_->theme().plot);
    }
}

void TestDigitsView::readsADrawingByMouse() {
    show(*trained_);
    choose(DigitsView::Page::Drawing);
    DigitField& field = view_->field();
    QVERIFY(field.isVisible());
    QVERIFY(view_->shares().empty());
    const QPoint middle = field.rect().center();
    QTest::mousePress(&field, Qt::LeftButton, {}, middle - QPoint(0, field.height() / 3));
    QTest::mouseMove(&field, middle);
    QTest::mouseMove(&field, middle + QPoint(0, field.height() / 3));
    QTest::mouseRelease(&field, Qt::LeftButton, {}, middle + QPoint(0, field.height() / 3));
    QVERIFY(!field.isEmpty());
    QCOMPARE(view_->shares().size(), std::size_t(10));
    QVERIFY(std::abs(std::accumulate(view_->shares().begin(), view_->shares().end(), 0.0) - 1) < 1e-9);
    QVERIFY(view_->card().header().subtitle().contains(u"read as "_s));
}

void TestDigitsView::readsADrawingByKeyboard() {
    show(*trained_);
    choose(DigitsView::Page::Drawing);
    DigitField& field = view_->field();
    field.setFocus();
    for (int i = 0; i < 8; ++i)
        QTest::keyClick(&field, Qt::Key_Up);
    QVERIFY(field.isEmpty()); // the pen is lifted
    QTest::keyClick(&field, Qt::Key_Space);
    for (int i = 0; i < 16; ++i)
        QTest::keyClick(&field, Qt::Key_Down);
    QVERIFY(!field.isEmpty());
    QCOMPARE(view_->shares().size(), std::size_t(10));
    // A straight stroke has ink in the middle columns alone.
    const std::vector<float> pixels = field.pixels();
    QVERIFY(pixels[3 * 8 + 3] + pixels[3 * 8 + 4] > 0.5F);
    QCOMPARE(pixels[3 * 8], 0.0F);
    QTest::keyClick(&field, Qt::Key_Delete);
    QVERIFY(field.isEmpty());
}

void TestDigitsView::clearsTheDrawing() {
    show(*trained_);
    choose(DigitsView::Page::Drawing);
    QTest::mouseClick(&view_->field(), Qt::LeftButton, {}, view_->field().rect().center());
    QVERIFY(!view_->field().isEmpty());
    QTest::keyClick(&view_->clearButton(), Qt::Key_Space);
    QVERIFY(view_->field().isEmpty());
    QVERIFY(view_->shares().empty());
}

void TestDigitsView::movesTheDrawingToTheMiddle() {
    show(*trained_);
    choose(DigitsView::Page::Drawing);
    DigitField& field = view_->field();
    QTest::mouseClick(&field, Qt::LeftButton, {}, field.rect().center() - QPoint(field.height() / 4, 0));
    const std::vector<float> left = field.pixels();
    field.clear();
    QTest::mouseClick(&field, Qt::LeftButton, {}, field.rect().center() + QPoint(field.height() / 4, 0));
    const std::vector<float> right = field.pixels();
    const auto ink = [](const std::vector<float>& pixels, int column) {
        float sum = 0;
        for (int row = 0; row < 8; ++row)
            sum += pixels[static_cast<std::size_t>(row * 8 + column)];
        return sum;
    };
    for (const auto& pixels : {left, right}) {
        QVERIFY(ink(pixels, 3) + ink(pixels, 4) > 0);
        QCOMPARE(ink(pixels, 0) + ink(pixels, 7), 0.0F);
    }
}

void TestDigitsView::readsItsOwnSamplesAsTheNetworkDoes() {
    show(*trained_);
    const double accuracy = trained_->frame().snapshot.runs[0].test.accuracy;
    QVERIFY(accuracy > 0.5);
    int wrong = 0;
    for (const TilesItem::Tile& tile : view_->tiles().tiles())
        wrong += tile.strong ? 1 : 0;
    QVERIFY(wrong <= std::lround((1 - accuracy) * 100));
}

void TestDigitsView::stepsFromPictureToPicture() {
    show(*trained_);
    CourseChartView& chart = view_->chart();
    chart.setFocus();
    for (int i = 0; i < 45; ++i)
        QTest::keyClick(&chart, Qt::Key_Left);
    QVERIFY(chart.readOut());
    QCOMPARE(chart.readOut()->heading, u"Sample %1"_s.arg(view_->shownSamples()[0] + 1));
    QTest::keyClick(&chart, Qt::Key_Right);
    QCOMPARE(chart.readOut()->heading, u"Sample %1"_s.arg(view_->shownSamples()[1] + 1));
    QTest::keyClick(&chart, Qt::Key_Down);
    const auto below = static_cast<std::size_t>(1 + view_->tiles().columns());
    QCOMPARE(chart.readOut()->heading, u"Sample %1"_s.arg(view_->shownSamples()[below] + 1));
}

void TestDigitsView::saysWhatItNeeds() {
    const TrainedFrames frames(samples::circle());
    show(frames);
    QVERIFY(view_->spokenSummary().contains(u"images"_s));
}

QTEST_MAIN(TestDigitsView)
#include "test_digits_view.moc"
