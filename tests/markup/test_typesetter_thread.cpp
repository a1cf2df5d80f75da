#include "markup/typesetter_thread.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>
#include <QThread>
#include <QTimer>

using namespace downhill::markup;

namespace {

/// The pages a TypesetterThread delivers, in order.
struct Deliveries {
    explicit Deliveries(TypesetterThread& typesetter) {
        QObject::connect(&typesetter, &TypesetterThread::prepared, &typesetter,
                         [this](quint64 request, const Page& page) {
                             requests.push_back(request);
                             pages.push_back(page);
                             threads.push_back(QThread::currentThread());
                         });
    }
    std::vector<quint64> requests;
    std::vector<Page> pages;
    std::vector<QThread*> threads;
};

constexpr int kPatience = 60'000; // ms

/// A text with `count` formulas that no other text has.
QString textWith(int count, QChar name) {
    QString text;
    for (int i = 0; i < count; ++i) {
        text += QStringLiteral("$%1_{%2}$ ").arg(name).arg(i);
    }
    return text;
}

} // namespace

class TestTypesetterThread : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void deliversOnItsOwnThread();
    void deliversInOrder();
    void supersedesAnOlderText();
    void cancels();
    void neverBlocks();
    void goesAwayInTheMiddle();
    void goesAwayWithoutHavingWorked();
};

void TestTypesetterThread::deliversOnItsOwnThread() {
    TypesetterThread typesetter;
    Deliveries got(typesetter);
    typesetter.prepare(7, QStringLiteral("# A\n\n$x^2$"));
    QTRY_COMPARE_WITH_TIMEOUT(got.pages.size(), std::size_t(1), kPatience);
    QCOMPARE(got.requests[0], quint64(7));
    QCOMPARE(got.threads[0], QThread::currentThread());
    QVERIFY(got.pages[0].formulas[0].typeset->ok());
}

void TestTypesetterThread::deliversInOrder() {
    TypesetterThread typesetter;
    Deliveries got(typesetter);
    typesetter.start();
    for (quint64 request = 1; request <= 5; ++request) {
        typesetter.prepare(request, QStringLiteral("$x_%1$").arg(request));
    }
    QTRY_COMPARE_WITH_TIMEOUT(got.pages.size(), std::size_t(5), kPatience);
    QCOMPARE(got.requests, (std::vector<quint64>{1, 2, 3, 4, 5}));
}

void TestTypesetterThread::supersedesAnOlderText() {
    TypesetterThread typesetter;
    Deliveries got(typesetter);
    typesetter.prepare(1, textWith(200, u'a'));
    typesetter.prepare(1, textWith(100, u'b'));
    typesetter.prepare(1, QStringLiteral("the last"));
    typesetter.prepare(2, QStringLiteral("another"));
    QTRY_COMPARE_WITH_TIMEOUT(got.pages.size(), std::size_t(2), kPatience);
    QTest::qWait(50);
    QCOMPARE(got.requests, (std::vector<quint64>{1, 2}));
    QCOMPARE(got.pages[0].blocks[0].runs[0].text, QStringLiteral("the last"));
}

void TestTypesetterThread::cancels() {
    TypesetterThread typesetter;
    Deliveries got(typesetter);
    typesetter.prepare(1, textWith(50, u'c'));
    typesetter.prepare(2, QStringLiteral("b"));
    typesetter.prepare(3, QStringLiteral("c"));
    typesetter.cancel(1);
    typesetter.cancel(2);
    typesetter.cancel(99);
    QTRY_COMPARE_WITH_TIMEOUT(got.pages.size(), std::size_t(1), kPatience);
    QTest::qWait(50);
    QCOMPARE(got.requests, (std::vector<quint64>{3}));
}

void TestTypesetterThread::neverBlocks() {
    TypesetterThread typesetter;
    Deliveries got(typesetter);
    int ticks = 0;
    QTimer timer;
    QObject::connect(&timer, &QTimer::timeout, &timer, [&ticks] { ++ticks; });
    timer.start(5);
    QElapsedTimer clock;
    clock.start();
    typesetter.prepare(1, textWith(40, u'd'));
    const qint64 call = clock.elapsed();
    QTRY_COMPARE_WITH_TIMEOUT(got.pages.size(), std::size_t(1), kPatience);
    qInfo("asking took %lld ms; %d ticks of 5 ms in the %lld ms until the page came",
          static_cast<long long>(call), ticks, static_cast<long long>(clock.elapsed()));
    QVERIFY(ticks >= 5);
}

void TestTypesetterThread::goesAwayInTheMiddle() {
    auto typesetter = std::make_unique<TypesetterThread>();
    Deliveries got(*typesetter);
    typesetter->prepare(1, textWith(300, u'e'));
    typesetter->prepare(2, textWith(300, u'f'));
    QTest::qWait(20);
    typesetter.reset();
    QTest::qWait(20);
    QVERIFY(got.pages.empty());
}

void TestTypesetterThread::goesAwayWithoutHavingWorked() {
    const TypesetterThread idle;
    TypesetterThread started;
    started.start();
    started.start();
}

QTEST_GUILESS_MAIN(TestTypesetterThread)
#include "test_typesetter_thread.moc"
