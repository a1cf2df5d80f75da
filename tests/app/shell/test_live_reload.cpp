#include "course_files.h"
#include "student_desk.h"

#include <QLineEdit>
#include <QScrollBar>

using namespace downhill;
using app::ExperimentController;
using app::MainWindow;
using app::Student;

namespace {

constexpr int kPatience = Student::kPatience;

/// A lesson whose second step has a run of many steps and three questions; `title` tells one version from the
/// next, `asked` is the prompt of the last question, `text` what is read.
QByteArray lessonWith(const QByteArray& title, const QByteArray& asked = "How many?",
                      const QByteArray& text = "Y") {
    return R"({"format": 1, "id": "a", "version": 1, "title": ")" + title + R"(",
        "summary": "S", "minutes": 5, "steps": [
        {"id": "first", "title": "First", "text": "X"},
        {"id": "run", "title": "The run", "text": ")" +
           text + R"(",
         "experiment": {"surface": {"kind": "parabola", "curvature": 1, "start": 2, "window": [-3, 3]},
            "runs": [{"id": "sgd", "optimizer": {"kind": "sgd", "learning_rate": 0.0001}}],
            "steps": 100000, "pace": 50,
            "controls": [{"knob": "learning_rate", "least": 0.0001, "greatest": 1, "scale": "log"}],
            "views": [{"kind": "loss-curves"}, {"kind": "slope"}]},
         "questions": [
            {"id": "given", "kind": "true-false", "prompt": "Is it?", "answer": true, "when_false": "It is."},
            {"id": "half", "kind": "number", "prompt": "How much?", "answer": 12, "tolerance": 0.5,
             "hints": ["A dozen.", "Twelve."]},
            {"id": "changed", "kind": "number", "prompt": ")" +
           asked + R"(", "answer": 3, "tolerance": 0.5}]}]})";
}

} // namespace

/// An author saves a lesson while somebody works on it.
class TestLiveReload : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { desk_ = std::make_unique<app::StudentDesk>(); }

    void init() {
        desk_->setUp();
        app::writeFile(desk_->path(QStringLiteral("lessons/course.json")),
                       R"({"format": 1, "id": "mine", "title": "My course", "units": [
                  {"id": "u", "title": "The unit", "lessons": ["a"]}]})");
        app::writeFile(lesson(), lessonWith("Version 0"));
    }

    void whatIsBegunStaysWhenTheLessonIsSavedDuringARun() {
        Student student = desk_->student();
        student.openLesson(QStringLiteral("lesson-a"));
        student.continueTo(QStringLiteral("run"));
        for (int version = 1; version <= 4; ++version) {
            // Each time something else is under way: a run, an answer on its way to the disk, a half-written
            // number, an opened hint.
            student.experiment().play();
            QTRY_VERIFY_WITH_TIMEOUT(student.experiment().step() > 0, kPatience);
            if (version == 1) {
                enter(student, QStringLiteral("half"), QStringLiteral("1"));
                enter(student, QStringLiteral("changed"), QStringLiteral("2"));
                student.lesson().openHint(question(student, QStringLiteral("half")));
            } else if (version == 2) {
                student.lesson().answer(question(student, QStringLiteral("given")), true);
            }
            save(student, "Version " + QByteArray::number(version));
            QCOMPARE(student.lesson().step().id, QStringLiteral("run"));
            QCOMPARE(field(student, QStringLiteral("half"))->text(), QStringLiteral("1"));
            QCOMPARE(field(student, QStringLiteral("changed"))->text(), QStringLiteral("2"));
            QCOMPARE(student.lesson().progress(QStringLiteral("half")).hintsOpened, 1);
            QCOMPARE(student.lesson().progress(QStringLiteral("given")).grade.has_value(), version >= 2);
            QTRY_COMPARE_WITH_TIMEOUT(student.experiment().state(), ExperimentController::State::Ready,
                                      kPatience);
        }
        // What was kept can be given, once.
        enter(student, QStringLiteral("half"), QStringLiteral("12"));
        student.press(QStringLiteral("Check"), card(student, QStringLiteral("half")));
        QTRY_VERIFY_WITH_TIMEOUT(student.lesson().progress(QStringLiteral("half")).grade, kPatience);
        QVERIFY(student.lesson().progress(QStringLiteral("half")).grade->correct);
        QCOMPARE(student.lesson().progress(QStringLiteral("half")).tries, 1);
    }

    void aQuestionThatWasTriedAgainStaysOpen() {
        Student student = desk_->student();
        student.openLesson(QStringLiteral("lesson-a"));
        student.continueTo(QStringLiteral("run"));
        enter(student, QStringLiteral("half"), QStringLiteral("7"));
        student.press(QStringLiteral("Check"), card(student, QStringLiteral("half")));
        QTRY_VERIFY_WITH_TIMEOUT(student.lesson().progress(QStringLiteral("half")).grade, kPatience);
        student.press(QStringLiteral("Try again"), card(student, QStringLiteral("half")));
        save(student, "Version 1");
        QVERIFY(!student.lesson().progress(QStringLiteral("half")).grade);
        QCOMPARE(student.lesson().progress(QStringLiteral("half")).tries, 1);
        QCOMPARE(field(student, QStringLiteral("half"))->text(), QStringLiteral("7"));
        QVERIFY(field(student, QStringLiteral("half"))->isEnabled());
    }

    void aQuestionThatHasChangedIsAskedAnew() {
        Student student = desk_->student();
        student.openLesson(QStringLiteral("lesson-a"));
        student.continueTo(QStringLiteral("run"));
        enter(student, QStringLiteral("half"), QStringLiteral("1"));
        enter(student, QStringLiteral("changed"), QStringLiteral("2"));
        save(student, "Version 1", "How many now?");
        QCOMPARE(field(student, QStringLiteral("half"))->text(), QStringLiteral("1"));
        QCOMPARE(field(student, QStringLiteral("changed"))->text(), QString());
    }

    void theTextStaysWhereItWasScrolled() {
        const QByteArray paragraph = "Some words of a lesson that somebody reads.\\n\\n";
        app::writeFile(lesson(), lessonWith("Version 0", "How many?", paragraph.repeated(60)));
        Student student = desk_->student();
        student.openLesson(QStringLiteral("lesson-a"));
        student.continueTo(QStringLiteral("run"));
        QTRY_VERIFY_WITH_TIMEOUT(scrollBar(student).maximum() > 1000, kPatience);
        scrollBar(student).setValue(700);
        // Another text is typeset anew, the same one is there at once.
        for (const int paragraphs : {61, 61, 62}) {
            save(student, "Version 1", "How many?", paragraph.repeated(paragraphs));
            QTRY_COMPARE_WITH_TIMEOUT(scrollBar(student).value(), 700, kPatience);
        }
        // What is shorter is shown at its end, another step at its beginning.
        save(student, "Version 2", "How many?", paragraph);
        QCOMPARE(scrollBar(student).value(), scrollBar(student).maximum());
        student.press(QStringLiteral("Back"));
        student.settle();
        QCOMPARE(scrollBar(student).value(), 0);
    }

    void savingWhileTheLessonIsStillBeingRecalledLosesNothing() {
        Student student = desk_->student();
        student.openLesson(QStringLiteral("lesson-a"));
        student.continueTo(QStringLiteral("run"));
        enter(student, QStringLiteral("half"), QStringLiteral("1"));
        QSignalSpy shown(&student.window(), &MainWindow::lessonShown);
        for (int version = 1; version <= 12; ++version) {
            app::writeFile(lesson(), lessonWith("Version " + QByteArray::number(version)));
            QTest::qWait(version % 3 == 0 ? 260 : 20);
        }
        QTRY_COMPARE_WITH_TIMEOUT(student.lesson().lesson().title, QStringLiteral("Version 12"), kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(!shown.isEmpty() && student.lesson().step().id == QStringLiteral("run"),
                                 kPatience);
        student.settle();
        QCOMPARE(field(student, QStringLiteral("half"))->text(), QStringLiteral("1"));
    }

private:
    QString lesson() const { return desk_->path(QStringLiteral("lessons/a/lesson.json")); }

    /// Saves the lesson, and waits until that version is shown.
    void save(Student& student, const QByteArray& title, const QByteArray& asked = "How many?",
              const QByteArray& text = "Y") {
        QSignalSpy shown(&student.window(), &MainWindow::lessonShown);
        app::writeFile(lesson(), lessonWith(title, asked, text));
        QTRY_COMPARE_WITH_TIMEOUT(shown.count(), 1, kPatience);
        student.settle();
        QCOMPARE(student.lesson().lesson().title, QString::fromLatin1(title));
    }

    static QScrollBar& scrollBar(Student& student) {
        return *student.named<QScrollArea>(QStringLiteral("Lesson text"))->verticalScrollBar();
    }

    static const lesson::Question& question(Student& student, const QString& id) {
        return *std::ranges::find(student.lesson().step().questions, id, &lesson::Question::id);
    }

    static QWidget* card(Student& student, const QString& question) {
        return student.named<QWidget>(QStringLiteral("question-") + question);
    }

    static QLineEdit* field(Student& student, const QString& question) {
        return card(student, question)->findChild<QLineEdit*>();
    }

    static void enter(Student& student, const QString& question, const QString& text) {
        QLineEdit* at = field(student, question);
        at->selectAll();
        QTest::keyClicks(at, text);
    }

    std::unique_ptr<app::StudentDesk> desk_{};
};

QTEST_MAIN(TestLiveReload)
#include "test_live_reload.moc"
