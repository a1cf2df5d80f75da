#pragma once

#include "store/database.h"
#include "store/profile_store.h"

#include <QDate>
#include <QDir>
#include <QFile>
#include <QMap>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QString>
#include <QStringList>
#include <QUuid>
#include <QVariant>

#include <chrono>
#include <memory>
#include <vector>

/// What the tests of the store share.
namespace downhill::store::test {

inline OpenOptions optionsFor(const QString& folder, const QDate& today = QDate(2031, 4, 9)) {
    OpenOptions options;
    options.folder = folder;
    options.today = today;
    options.busyTimeout = std::chrono::milliseconds(20);
    return options;
}

inline Result<std::unique_ptr<Database>> openIn(const QString& folder) {
    return Database::open(optionsFor(folder));
}

inline QString fileIn(const QString& folder) {
    return QDir(folder).filePath(QStringLiteral("downhill.sqlite"));
}

/// For QVERIFY2: what went wrong.
template <class T>
QByteArray why(const Result<T>& result) {
    if (result)
        return "no error";
    const Error& error = result.error();
    return "error " + QByteArray::number(static_cast<int>(error.code)) + " at " + error.path.toUtf8() + ": " +
           error.detail.toUtf8();
}

inline QByteArray bytesOf(const QString& file) {
    QFile opened(file);
    return opened.open(QIODevice::ReadOnly) ? opened.readAll() : QByteArray();
}

inline bool writeBytes(const QString& file, const QByteArray& bytes) {
    QFile opened(file);
    return opened.open(QIODevice::WriteOnly) && opened.write(bytes) == bytes.size();
}

/// Every file directly in a folder with its content.
inline QMap<QString, QByteArray> contentsOf(const QString& folder) {
    QMap<QString, QByteArray> contents;
    const QDir dir(folder);
    const QStringList names = dir.entryList(QDir::Files | QDir::Hidden | QDir::System);
    for (const QString& name : names)
        contents.insert(name, bytesOf(dir.filePath(name)));
    return contents;
}

/// Another program that has the file open.
class OtherProgram {
public:
    explicit OtherProgram(const QString& file) : name_(QUuid::createUuid().toString()) {
        sql_ = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name_);
        sql_.setDatabaseName(file);
        sql_.open();
    }
    ~OtherProgram() {
        sql_.close();
        sql_ = {};
        QSqlDatabase::removeDatabase(name_);
    }
    OtherProgram(const OtherProgram&) = delete;
    OtherProgram& operator=(const OtherProgram&) = delete;

    bool execute(const QStringList& statements) {
        for (const QString& statement : statements) {
            if (!QSqlQuery(sql_).exec(statement))
                return false;
        }
        return true;
    }

    /// The first column of all rows.
    QStringList ask(const QString& statement) {
        QStringList values;
        QSqlQuery query(sql_);
        if (!query.exec(statement))
            return {QStringLiteral("failed")};
        while (query.next())
            values.append(query.value(0).toString());
        return values;
    }

private:
    QString name_;
    QSqlDatabase sql_{};
};

/// Ids that a test can tell apart: the last digits count.
inline QUuid uuid(int number) {
    return QUuid(0x5eed0000u, 0x1000, 0x4000, 0x80, 0, 0, 0, 0, 0, static_cast<uchar>(number >> 8),
                 static_cast<uchar>(number & 0xff));
}

inline Profile ada() {
    return {uuid(1), QStringLiteral("Ada"), 1'900'000'000'000};
}

inline Profile grace() {
    return {uuid(2), QStringLiteral("Grace"), 0};
}

/// A lesson of the course "first" for Ada, or of another course, for another.
inline LessonKey key(const QString& lesson, int profile = 1,
                     const QString& course = QStringLiteral("first")) {
    return {uuid(profile), course, lesson};
}

/// The numbers below 256 that uuid() was given for these records; −1 alone where there is an error.
template <class Record>
std::vector<int> idsOf(const Result<std::vector<Record>>& records) {
    std::vector<int> ids;
    if (!records)
        return {-1};
    for (const Record& one : *records)
        ids.push_back(one.id.data4[7]);
    return ids;
}

} // namespace downhill::store::test
