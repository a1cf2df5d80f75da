#include "authoring/verification.h"
#include "lesson/reader.h"

#include <QTest>

using namespace downhill;

/// Whatever the shipped lessons state of their runs, their runs do.
class TestShippedClaims : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyLessonClaimsSomething();
    void everyClaimAndEverySolutionHolds();

private:
    lesson::Course course_ =
        lesson::readCourse(QStringLiteral(DOWNHILL_SOURCE_DIR "/lessons")).value.value_or(lesson::Course{});
};

void TestShippedClaims::everyLessonClaimsSomething() {
    QVERIFY(!course_.lessons.empty());
    for (const lesson::Lesson& each : course_.lessons)
        QVERIFY2(each.claims.size() >= 3, qPrintable(each.id));
}

void TestShippedClaims::everyClaimAndEverySolutionHolds() {
    const authoring::Verification verification = authoring::verify(course_.lessons);
    QVERIFY(!verification.claims.empty());
    QStringList wrong;
    for (const lesson::Diagnostic& each : verification.disproofs())
        wrong.append(each.file + u' ' + each.path + QStringLiteral(": ") + each.arguments.join(u' '));
    QVERIFY2(verification.holds() && wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
}

QTEST_APPLESS_MAIN(TestShippedClaims)
#include "test_shipped_claims.moc"
