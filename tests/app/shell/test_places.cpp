#include "lesson/fsrs.h"
#include "memory/store_thread.h"
#include "player/question_card.h"
#include "shell/translations.h"
#include "store/review_store.h"
#include "student.h"

#include <QAccessible>
#include <QDateTime>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QLineEdit>
#include <QListWidget>
#include <QSplitter>
#include <QTemporaryDir>
#include <QTranslator>

#include <cmath>

using namespace downhill;
using app::MainWindow;
using app::Place;
using app::Student;

namespace {

constexpr int kPatience = Student::kPatience;
const QString kLessons = QStringLiteral(DOWNHILL_TEST_DATA "/courses/everything");
const QString kShipped = QStringLiteral(DOWNHILL_SOURCE_DIR "/lessons");
const QString kCourse = QStringLiteral("everything");

/// Says every text between ⟦ and ⟧, so that one that is not translated is seen.
class PseudoLanguage : public QTranslator {
public:
    bool isEmpty() const override { return false; }
    QString translate(const char*, const char* source, const char*, int) const override {
        return u'⟦' + QString::fromUtf8(source) + u'⟧';
    }
};

void show(Student& student, Place place) {
    QSignalSpy shown(&student.window(), &MainWindow::placeShown);
    student.window().showPlace(place);
    QTRY_COMPARE_WITH_TIMEOUT(shown.count(), 1, kPatience);
    student.settle();
}

void copyFolder(const QString& from, const QString& to) {
    QDirIterator files(from, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString file = files.next();
        const QString target = QDir(to).filePath(QDir(from).relativeFilePath(file));
        QDir().mkpath(QFileInfo(target).path());
        QVERIFY(QFile::copy(file, target));
    }
}

/// A course of one lesson, with two terms and a question.
void writeCourse(const QString& folder) {
    const auto write = [&folder](const QString& name, const char* text) {
        const QString file = folder + u'/' + name;
        QVERIFY(QDir().mkpath(QFileInfo(file).path()));
        QFile out(file);
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write(text);
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

/// Puts the review of a question two days back.
void makeDue(Student& student, const QString& lesson, const QString& question) {
    const std::int64_t now = QDateTime::currentMSecsSinceEpoch();
    student.window().memory().store().post<void>(nullptr, {}, [=](app::StoreThread::Open& open) {
        const lesson::fsrs::Card card =
            lesson::fsrs::next({}, lesson::fsrs::Rating::Again, now - 5 * lesson::fsrs::kDay);
        return store::ReviewStore(*open.database).save({open.profile, kCourse, lesson}, question, card);
    });
    student.window().memory().flush();
}

} // namespace

class TestPlaces : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        app::installTranslations(*qApp);
        appearance_ = std::make_unique<app::Appearance>(*qApp);
        markup_ = std::make_unique<app::MarkupService>();
    }
    void init() { folder_ = std::make_unique<QTemporaryDir>(); }

    void nothingAnsweredIsNothingToReview() {
        Student student(kLessons, folder_->path(), *appearance_, *markup_);
        show(student, Place::Review);
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
        Student student(kLessons, folder_->path(), *appearance_, *markup_);
        const auto [lesson, question] = trueFalse(student);
        QVERIFY(!question.isEmpty());
        makeDue(student, lesson, question);
        show(student, Place::Review);
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
        show(student, Place::Review);
        QVERIFY(student.texts().contains(QStringLiteral("All done for today")));
    }

    void theGlossaryIsSearchedAndLeadsToLessons() {
        writeCourse(folder_->filePath(QStringLiteral("course")));
        Student student(folder_->filePath(QStringLiteral("course")),
                        folder_->filePath(QStringLiteral("data")), *appearance_, *markup_);
        const lesson::Course course = student.window().course();
        QCOMPARE(course.glossary.terms.size(), std::size_t(2));
        QCOMPARE(course.faq.size(), std::size_t(1));
        show(student, Place::Glossary);
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

        show(student, Place::Glossary);
        search->setText(QStringLiteral("no such words anywhere"));
        QVERIFY(student.texts().contains(QStringLiteral("Nothing has these words.")));
    }

    void progressCountsWhatWasDone() {
        Student student(kLessons, folder_->path(), *appearance_, *markup_);
        show(student, Place::Progress);
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
        show(student, Place::Progress);
        QVERIFY(student.texts().contains(QStringLiteral("Begun")));
        QVERIFY2(student.texts().contains(QStringLiteral("under a minute")),
                 qPrintable(student.texts().join(u'\n')));
    }

    void aLessonThatChangesOnTheDiskIsReadAgainAtTheSameStep() {
        const QString lessons = folder_->filePath(QStringLiteral("lessons"));
        copyFolder(kLessons, lessons);
        Student student(lessons, folder_->filePath(QStringLiteral("data")), *appearance_, *markup_);
        student.openLesson(QStringLiteral("lesson-everything"));
        student.press(QStringLiteral("Continue"));
        const QString step = student.lesson().step().id;
        const QString title = student.lesson().lesson().title;
        const QString name = student.lesson().lesson().folder + QStringLiteral("/lesson.json");
        QFile file(name);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray before = file.readAll();
        file.close();
        const auto write = [&](const QByteArray& text) {
            QFile out(name);
            QVERIFY(out.open(QIODevice::WriteOnly));
            out.write(text);
        };
        // Broken: what is wrong is said in place, and the last good one stays.
        write("{\n  oops\n}\n");
        QTRY_VERIFY_WITH_TIMEOUT(student.named<QWidget>(QStringLiteral("findings")), kPatience);
        QVERIFY2(student.texts().join(u'\n').contains(QStringLiteral("lesson.json, line 2")),
                 qPrintable(student.texts().join(u'\n')));
        QCOMPARE(student.lesson().lesson().title, title);
        // Mended, with another title.
        QByteArray after = before;
        after.replace('"' + title.toUtf8() + '"', "\"Quite another title\"");
        QVERIFY(after != before);
        write(after);
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
        {
            Student student(kShipped, folder_->path(), *appearance_, *markup_);
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
        Student student(kShipped, folder_->path(), *appearance_, *markup_);
        student.window().resize(1400, 800);
        student.openLesson(QStringLiteral("continue"));
        student.settle();
        QVERIFY(std::abs(shareOf(student) - moved) < 0.02);
    }

    void everythingThatTakesTheFocusHasANameOnEveryPage() {
        Student student(kShipped, folder_->path(), *appearance_, *markup_);
        QStringList nameless;
        const auto look = [&](const QString& where) {
            for (QWidget* widget : student.window().findChildren<QWidget*>()) {
                if (!widget->isVisible() || !(widget->focusPolicy() & Qt::TabFocus) || widget->focusProxy())
                    continue;
                const QAccessibleInterface* accessible = QAccessible::queryAccessibleInterface(widget);
                if (!accessible || accessible->text(QAccessible::Name).trimmed().isEmpty())
                    nameless.append(where + QStringLiteral(": ") +
                                    QLatin1String(widget->metaObject()->className()) + u' ' +
                                    widget->objectName());
            }
        };
        for (const Place place : app::kPlaces) {
            show(student, place);
            look(app::SideBar::nameOf(place));
        }
        QTest::keySequence(&student.window(), QKeySequence(QStringLiteral("Ctrl+K")));
        look(QStringLiteral("palette"));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QTest::keyClick(&student.window(), Qt::Key_Question);
        look(QStringLiteral("shortcuts"));
        QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(u'\n')));
    }

    void everyTextOfThePagesIsTranslated() {
        PseudoLanguage pseudo;
        QApplication::installTranslator(&pseudo);
        QStringList missed;
        {
            Student student(kLessons, folder_->path(), *appearance_, *markup_);
            const QString own = authored(student.window().course());
            for (const Place place : app::kPlaces) {
                show(student, place);
                for (const QLabel* label : student.window().findChildren<QLabel*>())
                    if (label->isVisible() && isMissed(label->text(), own))
                        missed.append(app::SideBar::nameOf(place) + QStringLiteral(": ") + label->text());
                for (const QAbstractButton* button : student.window().findChildren<QAbstractButton*>())
                    if (button->isVisible() && isMissed(button->text(), own))
                        missed.append(app::SideBar::nameOf(place) + QStringLiteral(": ") + button->text());
            }
        }
        QApplication::removeTranslator(&pseudo);
        QVERIFY2(missed.isEmpty(), qPrintable(missed.join(u'\n')));
    }

private:
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

    /// What the course's authors and the student wrote, which no translator of the program sees.
    static QString authored(const lesson::Course& course) {
        QString all = course.title + course.summary + QStringLiteral("Ada");
        for (const lesson::Unit& unit : course.units)
            all += unit.title + unit.summary;
        for (const lesson::Lesson& lesson : course.lessons)
            all += lesson.title + lesson.summary;
        for (const lesson::Term& term : course.glossary.terms)
            all += term.term + term.also.join(u", ");
        for (const lesson::Faq& faq : course.faq)
            all += faq.question;
        return all;
    }

    /// Whether a text has words that came through no translator.
    bool isMissed(const QString& text, const QString& own) const {
        const bool hasWords = std::ranges::any_of(text, [](QChar each) { return each.isLetter(); });
        return hasWords && !text.contains(u'⟦') && !text.contains(QStringLiteral("…")) &&
               !own.contains(text) && !text.contains(folder_->path());
    }

    std::unique_ptr<app::Appearance> appearance_{};
    std::unique_ptr<app::MarkupService> markup_{};
    std::unique_ptr<QTemporaryDir> folder_{};
};

QTEST_MAIN(TestPlaces)
#include "test_places.moc"
