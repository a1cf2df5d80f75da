#include "lesson_companions.h"

namespace downhill::fuzzing {

namespace {

QByteArray lessonJson(const QByteArray& id, const QByteArray& more) {
    return R"({ "format": 1, "id": ")" + id +
           R"(", "version": 1, "title": "T", "summary": "S", "minutes": 5, )" + more +
           R"("steps": [ { "id": "one", "title": "One", "text": "Text." } ] })";
}

} // namespace

std::unique_ptr<ScratchFolder> folderWithCompanions() {
    auto folder = std::make_unique<ScratchFolder>();
    folder->write(QStringLiteral("lesson/text.md"), "# A text\n\nWith $x^2$ and `code`.\n");
    folder->write(QStringLiteral("lesson/picture.svg"),
                  R"(<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>)");
    folder->write(QStringLiteral("lesson/points.csv"), "x,y,label\n1,2,0\n2,1,1\n0.5,0.25,0\n");
    for (const char* part : {"train", "t10k"}) {
        const QString name = QStringLiteral("lesson/images/") + QString::fromLatin1(part);
        // Two images of two pixels by two, and their labels.
        folder->write(name + QStringLiteral("-images-idx3-ubyte"),
                      QByteArray("\0\0\x08\x03\0\0\0\x02\0\0\0\x02\0\0\0\x02\1\2\3\4\5\6\7\x08", 24));
        folder->write(name + QStringLiteral("-labels-idx1-ubyte"),
                      QByteArray("\0\0\x08\x01\0\0\0\x02\0\1", 10));
    }
    folder->write(QStringLiteral("lesson/loop.py"), "for x, y in loader:\n    step(x, y)\n");
    for (const char* name : {"course", "terms"}) {
        const QString course = QString::fromLatin1(name);
        folder->write(course + QStringLiteral("/first/lesson.json"), lessonJson("first", {}));
        folder->write(course + QStringLiteral("/second/lesson.json"),
                      lessonJson("second", R"("requires": ["first"], )"));
    }
    folder->write(QStringLiteral("terms/course.json"), R"({ "format": 1, "id": "c", "title": "C",
        "units": [ { "id": "u", "title": "U", "lessons": ["first", "second"] } ] })");
    folder->write(QStringLiteral("translated/lesson.json"),
                  lessonJson("translated", R"("objectives": ["Read it."], )"));
    folder->write(QStringLiteral("translated/text.md"), "Ein Text.\n");
    return folder;
}

} // namespace downhill::fuzzing
