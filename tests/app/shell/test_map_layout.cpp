#include "shell/map_layout.h"
#include "training/philox.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <set>

using downhill::app::layOutMap;
using downhill::app::MapEdge;
using downhill::app::MapLayout;
using downhill::app::MapPlace;
using downhill::training::RandomStream;
using downhill::training::Stream;
using Before = std::vector<std::vector<std::size_t>>;

Q_DECLARE_METATYPE(Before)

namespace {

constexpr double kRounding = 1e-9;

/// As many lessons, each of which requires up to `most` of those before it.
Before randomCourse(std::size_t lessons, std::uint64_t most, std::uint64_t seed) {
    RandomStream random(seed, Stream::Shuffle);
    Before before(lessons);
    for (std::size_t i = 1; i < lessons; ++i)
        for (std::uint64_t times = random.bits64() % (most + 1); times > 0; --times)
            before[i].push_back(random.bits64() % i);
    return before;
}

/// The shipped course, without what its lessons are about.
Before likeTheShippedCourse() {
    enum {
        What,
        Cost,
        Cross,
        Gradient,
        Fog,
        Rate,
        Back,
        Loop,
        Batches,
        Pipeline,
        Heart,
        Terrain,
        Momentum,
        RmsProp,
        Adam,
        Choosing,
        Devices,
        Digits,
        Debugging,
        Capstone
    };
    return {{},
            {},
            {Cost},
            {Cost},
            {Gradient},
            {Fog},
            {Rate},
            {Rate},
            {Loop},
            {Batches},
            {Rate},
            {Rate},
            {Rate},
            {Momentum},
            {RmsProp},
            {Adam},
            {Pipeline, Adam},
            {Pipeline, Adam},
            {Heart, Batches, Momentum},
            {Debugging, Adam}};
}

int crossings(const MapLayout& layout) {
    struct Piece {
        std::size_t edge;
        MapPlace from;
        MapPlace to;
    };
    std::vector<Piece> pieces;
    for (std::size_t i = 0; i < layout.edges.size(); ++i)
        for (std::size_t at = 0; at + 1 < layout.edges[i].path.size(); ++at)
            pieces.push_back({i, layout.edges[i].path[at], layout.edges[i].path[at + 1]});
    int count = 0;
    for (const Piece& a : pieces)
        for (const Piece& b : pieces)
            if (a.edge < b.edge && a.from.row == b.from.row && a.to.row == b.to.row &&
                (a.from.x - b.from.x) * (a.to.x - b.to.x) < -kRounding)
                ++count;
    return count;
}

} // namespace

class TestMapLayout : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyMapIsInOrder_data() {
        QTest::addColumn<Before>("before");
        QTest::addColumn<int>("widest");
        QTest::newRow("nothing") << Before{} << 5;
        QTest::newRow("one lesson") << Before{{}} << 5;
        QTest::newRow("no lesson requires another") << Before(17) << 5;
        QTest::newRow("a chain") << Before{{}, {0}, {1}, {2}} << 5;
        QTest::newRow("the shipped course") << likeTheShippedCourse() << 5;
        QTest::newRow("the shipped course, narrow") << likeTheShippedCourse() << 2;
        QTest::newRow("one below the other") << likeTheShippedCourse() << 1;
        QTest::newRow("the last comes first") << Before{{1}, {2}, {}} << 5;
        QTest::newRow("circles, and what is no lesson") << Before{{2, 0}, {0, 77}, {1}, {2, 2, 2}} << 5;
        for (std::uint64_t seed = 0; seed < 20; ++seed)
            QTest::addRow("random %d", int(seed)) << randomCourse(30, 3, seed) << 6;
        QTest::newRow("as large as a course may be") << randomCourse(200, 4, 99) << 6;
    }
    void everyMapIsInOrder() {
        QFETCH(Before, before);
        QFETCH(int, widest);
        const MapLayout layout = layOutMap(before, widest);
        QCOMPARE(layout.nodes.size(), before.size());
        std::vector<int> inRow(static_cast<std::size_t>(layout.rows), 0);
        for (const MapPlace& place : layout.nodes) {
            QVERIFY(place.row >= 0 && place.row < layout.rows);
            QVERIFY(place.x >= 0.5 - kRounding && place.x <= layout.width - 0.5 + kRounding);
            ++inRow[static_cast<std::size_t>(place.row)];
        }
        for (const int count : inRow)
            QVERIFY(count >= 1 && count <= widest);
        for (std::size_t i = 0; i < layout.nodes.size(); ++i)
            for (std::size_t j = 0; j < i; ++j)
                QVERIFY(layout.nodes[i].row != layout.nodes[j].row ||
                        std::abs(layout.nodes[i].x - layout.nodes[j].x) >= 1 - kRounding);
        for (const MapEdge& edge : layout.edges) {
            QCOMPARE(edge.path.front(), layout.nodes[edge.from]);
            QCOMPARE(edge.path.back(), layout.nodes[edge.to]);
            for (std::size_t i = 0; i + 1 < edge.path.size(); ++i)
                QVERIFY(edge.path[i].row < edge.path[i + 1].row);
            for (std::size_t i = 1; i + 1 < edge.path.size(); ++i) // it passes beside the lessons
                for (const MapPlace& node : layout.nodes)
                    QVERIFY(node.row != edge.path[i].row || std::abs(node.x - edge.path[i].x) > 0.5);
        }
        QCOMPARE(layOutMap(before, widest), layout);
    }

    void whatIsRequiredIsReachedAlongTheEdges() {
        const Before before = randomCourse(40, 3, 5);
        const MapLayout layout = layOutMap(before, 6);
        std::vector<std::set<std::size_t>> asked(before.size());
        std::vector<std::set<std::size_t>> drawn(before.size());
        for (std::size_t i = 0; i < before.size(); ++i)
            for (const std::size_t each : before[i]) {
                asked[i].insert(each);
                asked[i].insert(asked[each].begin(), asked[each].end());
            }
        for (std::size_t i = 0; i < before.size(); ++i)
            for (const MapEdge& edge : layout.edges)
                if (edge.to == i) {
                    drawn[i].insert(edge.from);
                    drawn[i].insert(drawn[edge.from].begin(), drawn[edge.from].end());
                }
        QCOMPARE(drawn, asked);
    }

    void anEdgeThatALongerWaySaysIsNotDrawn() {
        const MapLayout layout = layOutMap({{}, {0}, {0, 1}}, 5);
        QCOMPARE(layout.edges.size(), std::size_t(2));
        QCOMPARE(layout.edges.front().to, std::size_t(1));
    }

    void theOrderInWhichLessonsAreRequiredDoesNotMatter() {
        Before before = likeTheShippedCourse();
        const MapLayout layout = layOutMap(before, 5);
        for (auto& each : before)
            std::ranges::reverse(each);
        QCOMPARE(layOutMap(before, 5), layout);
    }

    void treesAndTheShippedCourseCrossLittle() {
        // 1 and 2 after 0, and their children so that the course's order alone would cross.
        QCOMPARE(crossings(layOutMap({{}, {0}, {0}, {2}, {1}, {2}, {1}}, 6)), 0);
        const MapLayout shipped = layOutMap(likeTheShippedCourse(), 5);
        QVERIFY2(crossings(shipped) <= 3, qPrintable(QString::number(crossings(shipped))));
        QVERIFY(shipped.width < 6);
    }

    void theLargestCourseIsLaidOutAtOnce() {
        QElapsedTimer clock;
        clock.start();
        layOutMap(randomCourse(200, 16, 3), 3);
        QVERIFY2(clock.elapsed() < 3000, qPrintable(QString::number(clock.elapsed())));
        qInfo("the largest course: %lld ms", static_cast<long long>(clock.elapsed()));
    }
};

QTEST_APPLESS_MAIN(TestMapLayout)
#include "test_map_layout.moc"
