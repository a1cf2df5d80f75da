#include "store/connection.h"

#include "store/statement.h"

#include <QSqlError>
#include <QUrl>
#include <QUuid>

#include <utility>

using namespace Qt::StringLiterals;

namespace downhill::store {

namespace {

// Primary result codes of SQLite, https://www.sqlite.org/rescode.html; extended codes carry them in the low
// byte.
enum SqliteCode {
    kBusy = 5,
    kLocked = 6,
    kReadOnly = 8,
    kCorrupt = 11,
    kFull = 13,
    kCannotOpen = 14,
    kNotADatabase = 26,
};

ErrorCode errorCode(int sqlite) {
    switch (sqlite & 0xff) {
    case kBusy:
    case kLocked:
        return ErrorCode::Locked;
    case kReadOnly:
    case kCannotOpen:
        return ErrorCode::NotWritable;
    case kCorrupt:
        return ErrorCode::Damaged;
    case kFull:
        return ErrorCode::DiskFull;
    case kNotADatabase:
        return ErrorCode::NotADatabase;
    default:
        return ErrorCode::Failed;
    }
}

} // namespace

Connection::Connection(QString file, QString name) : file_(std::move(file)), name_(std::move(name)) {}

Connection::~Connection() {
    sql_.close();
    sql_ = {}; // a name can be removed once nothing refers to its connection
    QSqlDatabase::removeDatabase(name_);
}

Result<std::unique_ptr<Connection>> Connection::open(const QString& file, Mode mode,
                                                     std::chrono::milliseconds busyTimeout) {
    const QString name = u"downhill-"_s + QUuid::createUuid().toString(QUuid::WithoutBraces);
    std::unique_ptr<Connection> connection(new Connection(file, name));
    connection->sql_ = QSqlDatabase::addDatabase(u"QSQLITE"_s, name);

    QString options = u"QSQLITE_BUSY_TIMEOUT=%1"_s.arg(busyTimeout.count());
    QString source = file;
    if (mode != Mode::ReadWrite)
        options += u";QSQLITE_OPEN_READONLY"_s;
    if (mode == Mode::Immutable) {
        options += u";QSQLITE_OPEN_URI"_s;
        source =
            QString::fromLatin1(QUrl::fromLocalFile(file).toEncoded(QUrl::FullyEncoded)) + u"?immutable=1"_s;
    }
    connection->sql_.setConnectOptions(options);
    connection->sql_.setDatabaseName(source);
    if (!connection->sql_.open())
        return tl::unexpected(connection->error(connection->sql_.lastError()));
    return connection;
}

Result<void> Connection::execute(const QString& statement) {
    return Statement(*this, statement).run();
}

Result<std::int64_t> Connection::integer(const QString& statement) {
    Statement query(*this, statement);
    const auto value = query.next() ? query.integer(0) : 0;
    if (const auto& failure = query.failure())
        return tl::unexpected(*failure);
    return value;
}

Result<QString> Connection::text(const QString& statement) {
    Statement query(*this, statement);
    const QString value = query.next() ? query.text(0) : QString();
    if (const auto& failure = query.failure())
        return tl::unexpected(*failure);
    return value;
}

Error Connection::error(const QSqlError& said) const {
    return {.code = errorCode(said.nativeErrorCode().toInt()), .path = file_, .detail = said.text()};
}

} // namespace downhill::store
