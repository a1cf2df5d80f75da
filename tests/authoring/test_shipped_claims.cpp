#include "authoring/verification.h"
#include "lesson/reader.h"

#include <QTest>

using namespace downhill;

/// Whatever the shipped lessons state of their runs, their runs do.
class TestShippedClaims : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyLessonClaimsSomething();
    void everyClaimHolds();

private:
    lesson::Course course_ =
        lesson::readCourse(QStringLiteral(DOWNHILL_SOURCE_DIR "/lessons")).value.value_or(lesson::Course{});
};

void TestShippedClaims::everyLessonClaimsSomething() {
    QVERIFY(!course_.lessons.empty());
    for (const lesson::Lesson& each : course_.lessons)
        QVERIFY2(each.claims.size() >= 3, qPrintable(each.id));
}

void TestShippedClaims::everyClaimHolds() {
    const auto proofs = authoring::verifyClaims(course_.lessons);
    QVERIFY(!proofs.empty());
    QStringList wrong;
    for (const authoring::ClaimProof& proof : proofs) {
        if (proof.disproved) {
            wrong.append(course_.lessons[proof.lesson].id + u' ' + proof.disproved->path +
                         QStringLiteral(": ") + proof.disproved->arguments.join(u' '));
        }
        QVERIFY(!proof.error);
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
}

QTEST_APPLESS_MAIN(TestShippedClaims)
#include "test_shipped_claims.moc"
