#include "course_files.h"
#include "shell/course_map.h"
#include "shell/course_page.h"
#include "shell/map_node.h"
#include "student_desk.h"

#include <QAccessible>
#include <QToolButton>

using namespace downhill;
using app::CourseMap;
using app::CourseOutline;
using app::MainWindow;
using app::MapNode;
using app::OutlineLesson;
using app::Student;
using lesson::Level;

namespace {

/// a; b and c after a; d after b and c, and a again.
CourseOutline diamond() {
    CourseOutline outline{.id = QStringLiteral("test"), .title = QStringLiteral("Test")};
    outline.units = {{QStringLiteral("First"), {}, {0, 1}}, {QStringLiteral("Second"), {}, {2, 3}}};
    const std::vector<std::vector<std::size_t>> before{{}, {0}, {0}, {1, 2, 0}};
    for (std::size_t i = 0; i < before.size(); ++i) {
        const QString id(QLatin1Char(static_cast<char>('a' + i)));
        OutlineLesson each{
            .id = id, .title = QStringLiteral("Title of ") + id, .summary = QStringLiteral("S")};
        each.number = static_cast<int>(i) + 1;
        each.unit = i / 2;
        each.steps = 3;
        each.before = before[i];
        outline.lessons.push_back(each);
    }
    return outline;
}

/// How an accessible child of `parent` is called.
QStringList namesIn(QObject* parent) {
    QStringList names;
    const QAccessibleInterface* accessible = QAccessible::queryAccessibleInterface(parent);
    for (int i = 0; i < accessible->childCount(); ++i)
        names.append(accessible->child(i)->text(QAccessible::Name));
    return names;
}

} // namespace

class TestCourseMap : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { desk_ = std::make_unique<app::StudentDesk>(); }
    void init() { desk_->setUp(app::shippedCourse()); }

    void eachStateHasItsWordAndItsForm_data() {
        QTest::addColumn<Level>("level");
        QTest::addColumn<bool>("open");
        QTest::addColumn<bool>("entered");
        QTest::addColumn<QString>("word");
        QTest::newRow("locked") << Level::None << false << false << QStringLiteral("Locked");
        QTest::newRow("open") << Level::None << true << false << QStringLiteral("Open");
        QTest::newRow("begun") << Level::None << true << true << QStringLiteral("Begun");
        QTest::newRow("familiar") << Level::Familiar << true << true << QStringLiteral("Familiar");
        QTest::newRow("proficient") << Level::Proficient << true << true << QStringLiteral("Proficient");
        QTest::newRow("mastered") << Level::Mastered << true << true << QStringLiteral("Mastered");
    }
    void eachStateHasItsWordAndItsForm() {
        QFETCH(Level, level);
        QFETCH(bool, open);
        QFETCH(bool, entered);
        QFETCH(QString, word);
        CourseOutline outline = diamond();
        OutlineLesson& lesson = outline.lessons[3];
        lesson.standing.mastery.level = level;
        lesson.standing.open = open;
        lesson.entered = entered;
        MapNode node(outline, lesson, desk_->appearance);
        QCOMPARE(node.accessibleName(), QStringLiteral("Lesson 4: Title of d, ") + word);
        const QString spoken = node.accessibleDescription();
        for (const char id : {'a', 'b', 'c'})
            QVERIFY2(spoken.contains(QStringLiteral("“Title of %1”").arg(QLatin1Char(id))),
                     qPrintable(spoken));
        QVERIFY(spoken.contains(QStringLiteral("Requires ")));
        QVERIFY(node.accessibleDescription().contains(QStringLiteral("“Second”")));
        node.resize(180, MapNode::kHeight);
        const QImage picture = node.grab().toImage().convertToFormat(QImage::Format_Grayscale8);
        QVERIFY2(!pictures_.contains(picture), "without colour it looks like another state");
        pictures_.append(picture);
    }

    void aScreenReaderGoesThroughTheLessons() {
        CourseMap map(diamond(), desk_->appearance);
        map.resize(900, 400);
        map.show();
        const QStringList names = namesIn(&map);
        for (const char id : {'a', 'b', 'c', 'd'})
            QVERIFY2(names.filter(QStringLiteral("Title of %1, Open").arg(QLatin1Char(id))).size() == 1,
                     qPrintable(names.join(u'\n')));
        QVERIFY(names.contains(QStringLiteral("Unit 2: Second")));
    }

    void theKeysGoAlongTheEdges() {
        CourseMap map(diamond(), desk_->appearance);
        map.resize(900, 400);
        map.show();
        const auto node = [&map](char id) {
            return map.findChild<MapNode*>(QStringLiteral("lesson-") + QLatin1Char(id));
        };
        QSignalSpy went(&map, &CourseMap::wentTo);
        QApplication::setActiveWindow(&map);
        node('a')->setFocus();
        const auto press = [](int key) { QTest::keyClick(QApplication::focusWidget(), Qt::Key(key)); };
        press(Qt::Key_Down);
        auto* first = qobject_cast<MapNode*>(QApplication::focusWidget());
        QVERIFY(first == node('b') || first == node('c'));
        press(first == node('b') ? Qt::Key_Right : Qt::Key_Left);
        auto* second = qobject_cast<MapNode*>(QApplication::focusWidget());
        QVERIFY(second != first && (second == node('b') || second == node('c')));
        press(Qt::Key_Down);
        QVERIFY(node('d')->hasFocus());
        press(Qt::Key_Down); // there is nothing below
        QVERIFY(node('d')->hasFocus());
        press(Qt::Key_Home);
        QVERIFY(node('a')->hasFocus());
        press(Qt::Key_End);
        QVERIFY(node('d')->hasFocus());
        press(Qt::Key_Up);
        QVERIFY(node('b')->hasFocus() || node('c')->hasFocus());
        QCOMPARE(went.size(), 6);
        QSignalSpy chosen(&map, &CourseMap::lessonChosen);
        const QString id = node('b')->hasFocus() ? QStringLiteral("b") : QStringLiteral("c");
        press(Qt::Key_Return);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen.front().front().toString(), id);
    }

    void thePathToALessonIsLit() {
        CourseMap map(diamond(), desk_->appearance);
        map.resize(900, 400);
        map.show();
        QApplication::setActiveWindow(&map);
        const auto picture = [&map](const char* id) {
            return map.findChild<MapNode*>(QLatin1String(id))->grab().toImage();
        };
        if (QWidget* first = QApplication::focusWidget())
            first->clearFocus();
        const QImage b = picture("lesson-b");
        const QImage c = picture("lesson-c");
        map.findChild<MapNode*>(QStringLiteral("lesson-b"))->setFocus();
        QVERIFY(picture("lesson-c") != c); // dimmed
        map.findChild<MapNode*>(QStringLiteral("lesson-d"))->setFocus();
        QVERIFY(picture("lesson-b") != b); // lit
        QCOMPARE(picture("lesson-b").size(), b.size());
        map.findChild<MapNode*>(QStringLiteral("lesson-d"))->clearFocus();
        QCOMPARE(picture("lesson-b"), b);
        QCOMPARE(picture("lesson-c"), c);
    }

    void nothingOverlapsAtAnyWidth_data() {
        QTest::addColumn<int>("width");
        QTest::addColumn<double>("scale");
        for (const int width : {200, 420, 700, 900, 1180, 1600})
            for (const double scale : {1.0, 1.5, 2.0})
                QTest::addRow("%d px, %.1f", width, scale) << width << scale;
    }
    void nothingOverlapsAtAnyWidth() {
        QFETCH(int, width);
        QFETCH(double, scale);
        desk_->appearance.setTextScale(scale);
        CourseOutline outline = diamond();
        for (int i = 4; i < 12; ++i) {
            OutlineLesson more = outline.lessons[1];
            more.id = QString::number(i);
            outline.lessons.push_back(more);
        }
        CourseMap map(outline, desk_->appearance);
        map.resize(width, map.heightForWidth(width));
        map.show();
        const auto nodes = map.findChildren<MapNode*>();
        QCOMPARE(nodes.size(), 12);
        for (const MapNode* a : nodes) {
            QVERIFY2(map.rect().contains(a->geometry()) || width < MapNode::kLeast * scale,
                     qPrintable(a->accessibleName()));
            for (const MapNode* b : nodes)
                QVERIFY(a == b || !a->geometry().intersects(b->geometry()));
        }
    }

    void theChoiceOfListOrMapIsKept() {
        {
            Student student = desk_->student();
            QVERIFY(student.window().findChild<CourseMap*>()); // the window is wide enough
            student.settle();
            student.press(QStringLiteral("Show the lessons as a list"));
            student.settle();
            QVERIFY(!student.window().findChild<CourseMap*>());
            QVERIFY(student.button(QStringLiteral("Show the lessons as a list"))->hasFocus());
            QVERIFY(student.button(QStringLiteral("continue")));
            student.quit();
        }
        Student student = desk_->student();
        QVERIFY(!student.window().findChild<CourseMap*>());
        student.settle();
        student.press(QStringLiteral("Show the lessons as a map"));
        QVERIFY(student.window().findChild<CourseMap*>());
    }

    void aNarrowWindowShowsTheListUntilTheMapIsAskedFor() {
        Student student = desk_->student();
        student.window().resize(700, 600);
        student.settle();
        QVERIFY(!student.window().findChild<CourseMap*>());
        student.window().resize(1300, 800);
        student.settle();
        QVERIFY(student.window().findChild<CourseMap*>());
        student.window().resize(700, 600);
        student.settle();
        student.press(QStringLiteral("Show the lessons as a map"));
        student.settle();
        auto* map = student.window().findChild<CourseMap*>();
        QVERIFY(map);
        QVERIFY(map->width() <= student.window().findChild<app::CoursePage*>()->width());
        desk_->appearance.setTextScale(1.5);
        student.settle();
        QCOMPARE(map->height(), map->heightForWidth(map->width())); // all of it, and no gap above
    }

    void aLessonIsOpenedFromTheMap() {
        Student student = desk_->student();
        student.openLesson(QStringLiteral("lesson-gradient"));
        QCOMPARE(student.lesson().lesson().id, QStringLiteral("gradient"));
    }

private:
    std::unique_ptr<app::StudentDesk> desk_{};
    QList<QImage> pictures_{};
};

QTEST_MAIN(TestCourseMap)
#include "test_course_map.moc"
