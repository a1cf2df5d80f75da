#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QMap>
#include <QString>
#include <QTemporaryDir>

/// Small courses, and folders as values that can be compared.
namespace downhill::authoring::testing {

inline QByteArray courseJson(const QByteArray& id, const QByteArrayList& lessons) {
    return R"({ "format": 1, "id": ")" + id + R"(", "title": "A course",
  "units": [ { "id": "unit", "title": "A unit", "lessons": [")" +
           lessons.join("\", \"") + "\"] } ] }";
}

inline QByteArray lessonJson(const QByteArray& id, const QByteArray& text = R"("Text.")") {
    return R"({ "format": 1, "id": ")" + id +
           R"(", "version": 1, "title": "A title", "summary": "A summary.", "minutes": 5,
  "steps": [ { "id": "one", "title": "One", "text": )" +
           text + " } ] }";
}

/// Every file below a folder, also hidden ones, and what it holds; folders that are empty end in a slash.
using Tree = QMap<QString, QByteArray>;

inline Tree treeOf(const QString& folder) {
    Tree tree;
    QDirIterator all(folder, QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot,
                     QDirIterator::Subdirectories);
    while (all.hasNext()) {
        const QString path = all.next();
        const QString name = QDir(folder).relativeFilePath(path);
        QFile file(path);
        if (all.fileInfo().isDir()) {
            if (QDir(path).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot))
                tree.insert(name + u'/', {});
        } else if (file.open(QIODevice::ReadOnly)) {
            tree.insert(name, file.readAll());
        }
    }
    return tree;
}

inline bool writeFile(const QString& path, const QByteArray& bytes) {
    QFile file(path);
    return QDir().mkpath(QFileInfo(path).path()) && file.open(QIODevice::WriteOnly) &&
           file.write(bytes) == bytes.size();
}

inline bool writeTree(const QString& folder, const Tree& tree) {
    for (auto file = tree.begin(); file != tree.end(); ++file) {
        if (!writeFile(QDir(folder).filePath(file.key()), file.value()))
            return false;
    }
    return true;
}

/// A course of one lesson with a text and a table.
inline Tree smallCourse(const QByteArray& id = "small") {
    return {
        {QStringLiteral("course.json"), courseJson(id, {"first"})},
        {QStringLiteral("first/lesson.json"), lessonJson("first", R"({ "file": "text.md" })")},
        {QStringLiteral("first/text.md"), "A **text**.\n"},
        {QStringLiteral("README.md"), "About the course.\n"},
    };
}

} // namespace downhill::authoring::testing
