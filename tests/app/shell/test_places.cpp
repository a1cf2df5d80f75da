#include "course_files.h"
#include "player/lesson_page.h"
#include "player/order_editor.h"
#include "player/question_card.h"
#include "student_desk.h"

#include <QLineEdit>
#include <QListWidget>
#include <QSplitter>

#include <algorithm>
#include <cmath>

using namespace downhill;
using app::MainWindow;
using app::Place;
using app::Student;

namespace {

constexpr int kPatience = Student::kPatience;

/// A course of one lesson, with two terms and a question.
void writeCourse(const QString& folder) {
    const auto write = [&folder](const QString& name, const char* text) {
        app::writeFile(folder + u'/' + name, text);
    };
    write(QStringLiteral("course.json"), R"({"format": 1, "id": "mine", "title": "My course", "units": [
        {"id": "u", "title": "The unit", "lessons": ["a"]}]})");
    write(QStringLiteral("a/lesson.json"), R"({"format": 1, "id": "a", "version": 1, "title": "About steps",
        "summary": "S", "minutes": 5, "steps": [{"id": "s", "title": "T", "text": "X"}]})");
    write(QStringLiteral("glossary.json"), R"({"format": 1, "terms": [
        {"id": "sgd", "term": "SGD", "also": ["stochastic descent"], "text": "A step for each batch.", "lessons": ["a"]},
        {"id": "epoch", "term": "Epoch", "text": "Once through all data; for SGD many steps."}]})");
    write(QStringLiteral("faq.json"), R"({"format": 1, "questions": [
        {"id": "nan", "question": "Why is my loss NaN?", "answer": "The steps are too long.", "lessons": ["a"]}]})");
}

} // namespace

class TestPlaces : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { desk_ = std::make_unique<app::StudentDesk>(); }
    void init() { desk_->setUp(app::everythingCourse()); }

    void nothingAnsweredIsNothingToReview() {
        Student student = desk_->student();
        student.goTo(Place::Review);
        QVERIFY(student.texts().contains(QStringLiteral("Nothing to review yet")));
        QSignalSpy course(&student.window(), &MainWindow::courseShown);
        student.press(QStringLiteral("To the course"));
        QTRY_COMPARE_WITH_TIMEOUT(course.count(), 1, kPatience);
    }

    void aDueQuestionIsAskedAndComesBackLater_data() {
        QTest::addColumn<bool>("keys");
        QTest::newRow("by mouse") << false;
        QTest::newRow("by keys alone") << true;
    }
    void aDueQuestionIsAskedAndComesBackLater() {
        QFETCH(bool, keys);
        Student student = desk_->student();
        const auto [lesson, question] = trueFalse(student);
        QVERIFY(!question.isEmpty());
        student.makeDue(lesson, question);
        student.goTo(Place::Review);
        QVERIFY(student.texts().contains(QStringLiteral("1 question due today")));
        QVERIFY(student.button(QStringLiteral("Review, 1 due today")));
        const auto use = [&](QAbstractButton* button) {
            QVERIFY(button);
            if (keys) {
                student.tabTo(button);
                QTest::keyClick(button, Qt::Key_Space);
            } else {
                QTest::mouseClick(button, Qt::LeftButton);
            }
        };
        use(student.button(QStringLiteral("review-go")));
        student.settle();
        auto* card = student.named<app::QuestionCard>(QStringLiteral("question-") + question);
        QVERIFY(card);
        QVERIFY(!student.button(QStringLiteral("Finish"))->isEnabled()); // first an answer
        for (QAbstractButton* each : card->findChildren<QAbstractButton*>())
            if (each->property("choice").toString() == QStringLiteral("true"))
                use(each);
        use(student.button(QStringLiteral("Check"), card));
        QTRY_VERIFY_WITH_TIMEOUT(student.texts().join(u'\n').contains(QStringLiteral("It comes back ")),
                                 kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(student.button(QStringLiteral("Review")), kPatience); // nothing is due now
        use(student.button(QStringLiteral("Finish")));
        student.settle();
        QVERIFY(student.texts().contains(QStringLiteral("That was it for now")));
        student.goTo(Place::Review);
        QVERIFY(student.texts().contains(QStringLiteral("All done for today")));
    }

    void theStudentSaysHowARightAnswerCameBack() {
        Student student = desk_->student();
        const auto [lesson, question] = trueFalse(student);
        student.makeDue(lesson, question);
        student.goTo(Place::Review);
        student.press(QStringLiteral("review-go"));
        student.settle();
        auto* card = student.named<app::QuestionCard>(QStringLiteral("question-") + question);
        const QString right =
            rightOf(student, lesson, question) ? QStringLiteral("true") : QStringLiteral("false");
        for (QAbstractButton* each : card->findChildren<QAbstractButton*>())
            if (each->property("choice").toString() == right)
                QTest::mouseClick(each, Qt::LeftButton);
        const QString easily = QStringLiteral("It came back: Easily");
        QVERIFY(!student.button(easily)); // not before it is answered
        student.press(QStringLiteral("Check"), card);
        QTRY_VERIFY_WITH_TIMEOUT(student.button(easily), kPatience);
        student.settle();
        const auto comesBack = [&] {
            const QStringList found = student.texts().filter(QStringLiteral("It comes back "));
            return found.isEmpty() ? QString() : found.front();
        };
        const QString usual = comesBack();
        student.press(easily);
        QTRY_VERIFY_WITH_TIMEOUT(comesBack() != usual, kPatience);
        const QString later = comesBack();
        student.press(QStringLiteral("It came back: With effort"));
        QTRY_VERIFY_WITH_TIMEOUT(comesBack() != later, kPatience);
        student.press(QStringLiteral("It came back: As usual"));
        QTRY_COMPARE_WITH_TIMEOUT(comesBack(), usual, kPatience);
    }

    void aLessonIsSkippedByATestOrNotAndNothingIsLost() {
        Student student = desk_->student();
        QVERIFY(student.button(QStringLiteral("skip"))); // beside the lesson to begin with
        student.openLesson(QStringLiteral("lesson-everything"));
        QSignalSpy test(&student.window(), &MainWindow::testShown);
        student.press(QStringLiteral("skip"));
        QTRY_COMPARE_WITH_TIMEOUT(test.count(), 1, kPatience);
        student.settle();
        // First an answer, which an order is from the start.
        const auto orders = student.window().findChildren<app::OrderEditor*>();
        const bool isOrder = std::ranges::any_of(orders, &QWidget::isVisible);
        QCOMPARE(student.button(QStringLiteral("Next"))->isEnabled(), isOrder);
        for (int questions = 0; student.button(QStringLiteral("unknown")); ++questions) {
            QVERIFY(questions < 8);
            student.press(QStringLiteral("unknown"));
            student.settle();
        }
        QVERIFY2(student.texts().join(u'\n').contains(QStringLiteral("Not this time: 0 % of the points")),
                 qPrintable(student.texts().join(u'\n')));
        QVERIFY(student.texts().contains(QStringLiteral("Worth another look")));
        QSignalSpy shown(&student.window(), &MainWindow::lessonShown);
        student.press(QStringLiteral("Open the lesson"));
        QTRY_COMPARE_WITH_TIMEOUT(shown.count(), 1, kPatience);
        QCOMPARE(student.lesson().lesson().id, QStringLiteral("everything"));
        QVERIFY(!student.lesson().mastery().passedTest);
    }

    void aTermOfALessonLeadsToItsPlaceInTheGlossary() {
        Student student = desk_->student();
        student.openLesson(QStringLiteral("lesson-everything"));
        const lesson::Term term = student.window().course().glossary.terms.back();
        auto* page = student.window().findChild<app::LessonPage*>();
        page->showTerm(term, page);
        student.settle();
        auto* popup = student.window().findChild<QWidget*>(QStringLiteral("term"));
        QSignalSpy shown(&student.window(), &MainWindow::placeShown);
        student.press(QStringLiteral("Open in the glossary"), popup);
        QTRY_COMPARE_WITH_TIMEOUT(shown.count(), 1, kPatience);
        QCOMPARE(shown.front().front().value<Place>(), Place::Glossary);
        student.settle();
        QVERIFY(student.texts().contains(term.term));
        QVERIFY(!student.window().session()); // the lesson was left as it stood
    }

    void theGlossaryIsSearchedAndLeadsToLessons() {
        desk_->folders.lessons = desk_->path(QStringLiteral("course"));
        writeCourse(desk_->folders.lessons);
        Student student = desk_->student();
        const lesson::Course course = student.window().course();
        QCOMPARE(course.glossary.terms.size(), std::size_t(2));
        QCOMPARE(course.faq.size(), std::size_t(1));
        student.goTo(Place::Glossary);
        auto* search = student.named<QLineEdit>(QStringLiteral("Search terms and questions"));
        auto* list = student.named<QListWidget>(QStringLiteral("Terms and questions"));
        QVERIFY(search->hasFocus());
        QCOMPARE(list->count(), static_cast<int>(course.glossary.terms.size() + course.faq.size()));
        const lesson::Term& term =
            *std::ranges::find_if(course.glossary.terms, [&](const lesson::Term& each) {
                return !each.lessons.isEmpty() && course.find(each.lessons.front());
            });
        QTest::keyClicks(search, term.term);
        QCOMPARE(list->item(0)->text(), term.term);
        list->setCurrentRow(0);
        student.settle();
        QVERIFY(student.texts().contains(term.term));
        QSignalSpy shown(&student.window(), &MainWindow::lessonShown);
        student.press(QStringLiteral("Open the lesson “%1”").arg(course.find(term.lessons.front())->title));
        QTRY_COMPARE_WITH_TIMEOUT(shown.count(), 1, kPatience);

        student.goTo(Place::Glossary);
        search->setText(QStringLiteral("no such words anywhere"));
        QVERIFY(student.texts().contains(QStringLiteral("Nothing has these words.")));
    }

    void progressCountsWhatWasDone() {
        Student student = desk_->student();
        student.goTo(Place::Progress);
        QVERIFY(student.texts().contains(QStringLiteral("lessons reached")));
        QVERIFY(student.button(QStringLiteral("export")));
        const QString lesson = student.window().course().lessons.front().id;
        QVERIFY(student.texts().contains(QStringLiteral("Open")));
        student.window().showCourse();
        student.settle();
        QSignalSpy shown(&student.window(), &MainWindow::lessonShown);
        student.window().openLesson(lesson);
        QTRY_COMPARE_WITH_TIMEOUT(shown.count(), 1, kPatience);
        student.settle();
        QTest::qWait(50); // so that there is time to count
        QTest::keyClick(&student.window(), Qt::Key_Shift);
        student.goTo(Place::Progress);
        QVERIFY(student.texts().contains(QStringLiteral("Begun")));
        QVERIFY2(student.texts().contains(QStringLiteral("under a minute")),
                 qPrintable(student.texts().join(u'\n')));
    }

    void aLessonThatChangesOnTheDiskIsReadAgainAtTheSameStep() {
        desk_->setUp();
        app::copyFolder(app::everythingCourse(), desk_->folders.lessons);
        Student student = desk_->student();
        student.openLesson(QStringLiteral("lesson-everything"));
        student.press(QStringLiteral("Continue"));
        const QString step = student.lesson().step().id;
        const QString title = student.lesson().lesson().title;
        const QString name = student.lesson().lesson().folder + QStringLiteral("/lesson.json");
        const QByteArray before = app::contentOf(name);
        // Broken: what is wrong is said in place, and the last good one stays.
        app::writeFile(name, "{\n  oops\n}\n");
        QTRY_VERIFY_WITH_TIMEOUT(student.named<QWidget>(QStringLiteral("findings")), kPatience);
        QVERIFY2(student.texts().join(u'\n').contains(QStringLiteral("lesson.json, line 2")),
                 qPrintable(student.texts().join(u'\n')));
        QCOMPARE(student.lesson().lesson().title, title);
        // Mended, with another title.
        QByteArray after = before;
        after.replace('"' + title.toUtf8() + '"', "\"Quite another title\"");
        QVERIFY(after != before);
        app::writeFile(name, after);
        QTRY_VERIFY_WITH_TIMEOUT(student.window().session() &&
                                     student.lesson().lesson().title == QStringLiteral("Quite another title"),
                                 kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(
            student.window().windowTitle().contains(QStringLiteral("Quite another title")), kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(student.lesson().step().id, step, kPatience);
        QVERIFY(!student.named<QWidget>(QStringLiteral("findings")));
    }

    void theDividerStandsWhereItStood() {
        const auto shareOf = [](Student& student) {
            const QList<int> sizes = student.window().findChild<QSplitter*>()->sizes();
            return static_cast<double>(sizes[0]) / (sizes[0] + sizes[1]);
        };
        double moved = 0;
        desk_->setUp(app::shippedCourse());
        {
            Student student = desk_->student();
            student.window().resize(1400, 800);
            student.openLesson(QStringLiteral("lesson-learning-rate"));
            student.continueTo(QStringLiteral("search"));
            QWidget* handle = student.window().findChild<QSplitter*>()->handle(1);
            const double before = shareOf(student);
            const QPoint middle = handle->rect().center();
            QTest::mousePress(handle, Qt::LeftButton, {}, middle);
            QTest::mouseMove(handle, middle + QPoint(150, 0));
            QTest::mouseRelease(handle, Qt::LeftButton, {}, middle + QPoint(150, 0));
            moved = shareOf(student);
            QVERIFY2(moved > before + 0.05, qPrintable(QString::number(moved)));
            student.quit();
        }
        Student student = desk_->student();
        student.window().resize(1400, 800);
        student.openLesson(QStringLiteral("continue"));
        student.settle();
        QVERIFY(std::abs(shareOf(student) - moved) < 0.02);
    }

private:
    static bool rightOf(Student& student, const QString& lesson, const QString& question) {
        for (const lesson::Step& step : student.window().course().find(lesson)->steps)
            for (const lesson::Question& each : step.questions)
                if (each.id == question)
                    return std::get<lesson::TrueFalseQuestion>(each.body).answer;
        return false;
    }

    /// A true-or-false question without numbers: its lesson and its id.
    static std::pair<QString, QString> trueFalse(Student& student) {
        for (const lesson::Lesson& lesson : student.window().course().lessons)
            for (const lesson::Step& step : lesson.steps)
                for (const lesson::Question& question : step.questions)
                    if (std::holds_alternative<lesson::TrueFalseQuestion>(question.body) &&
                        question.parameters.empty())
                        return {lesson.id, question.id};
        return {};
    }

    std::unique_ptr<app::StudentDesk> desk_{};
};

QTEST_MAIN(TestPlaces)
#include "test_places.moc"
