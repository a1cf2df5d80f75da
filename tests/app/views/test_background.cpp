#include "views/background.h"

#include <QSignalSpy>
#include <QtTest>

#include <chrono>

using namespace downhill::app;

class TestBackground : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void handsTheOutcomeOverOnTheThreadThatAsked();
    void forgetsTheOutcomeOfWhatWasCancelled();
    void dropsAnOlderWorkForANewerOne();
    void stopsWhenItIsTakenDown();
};

namespace {

/// Works until it is told to stop.
Background::Work endless(std::atomic<bool>& stopped, bool* outcome = nullptr) {
    return [&stopped, outcome](const std::stop_token& stop, Background::Progress& progress) {
        progress.all = 2;
        while (!stop.stop_requested()) {
            progress.done = 1;
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
        stopped = true;
        return [outcome] {
            if (outcome)
                *outcome = true;
        };
    };
}

} // namespace

void TestBackground::handsTheOutcomeOverOnTheThreadThatAsked() {
    Background background;
    QSignalSpy ended(&background, &Background::ended);
    QThread* worked = nullptr;
    QThread* told = nullptr;
    background.begin([&](const std::stop_token&, Background::Progress& progress) {
        progress.done = 1;
        worked = QThread::currentThread();
        return [&told] { told = QThread::currentThread(); };
    });
    QVERIFY(background.isBusy());
    QTRY_COMPARE(ended.size(), 1);
    QVERIFY(!background.isBusy());
    QCOMPARE(told, QThread::currentThread());
    QVERIFY(worked != told);
    QCOMPARE(background.share(), 1.0);
}

void TestBackground::forgetsTheOutcomeOfWhatWasCancelled() {
    Background background;
    std::atomic<bool> stopped = false;
    bool outcome = false;
    background.begin(endless(stopped, &outcome));
    QTRY_COMPARE(background.share(), 0.5);
    background.cancel();
    QVERIFY(!background.isBusy());
    QTRY_VERIFY(stopped);
    QTest::qWait(20);
    QVERIFY(!outcome);
}

void TestBackground::dropsAnOlderWorkForANewerOne() {
    Background background;
    std::atomic<bool> stopped = false;
    bool older = false, newer = false;
    background.begin(endless(stopped, &older));
    background.begin(
        [&](const std::stop_token&, Background::Progress&) { return [&newer] { newer = true; }; });
    QTRY_VERIFY(newer);
    QTRY_VERIFY(stopped);
    QTest::qWait(20);
    QVERIFY(!older);
}

void TestBackground::stopsWhenItIsTakenDown() {
    std::atomic<bool> stopped = false;
    {
        Background background;
        background.begin(endless(stopped));
    }
    QVERIFY(stopped);
}

QTEST_GUILESS_MAIN(TestBackground)
#include "test_background.moc"
