#pragma once

#include "store/error.h"

#include <QSqlDatabase>
#include <QString>

#include <chrono>
#include <cstdint>
#include <memory>

class QSqlError;

namespace downhill::store {

/// One connection to an SQLite file, under a name of its own; it belongs to the thread that opened it and
/// closes with the object. Statements must be gone before it is. Internal to the store.
class Connection {
public:
    enum class Mode {
        ReadWrite, ///< creates the file where it is missing
        ReadOnly,  ///< takes part in locking and reads a live write-ahead log
        Immutable, ///< reads the bytes of the file alone: no locks, no log, nothing created beside it
    };

    /// SQLite reads nothing until the first statement, so most of what is wrong with a file is found by that.
    static Result<std::unique_ptr<Connection>> open(const QString& file, Mode mode,
                                                    std::chrono::milliseconds busyTimeout);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    const QString& file() const { return file_; }
    const QSqlDatabase& sql() const { return sql_; }

    /// Executes one statement that has no values and whose rows do not matter.
    Result<void> execute(const QString& statement);
    /// The first column of the first row of a statement without values.
    Result<std::int64_t> integer(const QString& statement);
    Result<QString> text(const QString& statement);

    /// Translates what SQLite said about this file.
    Error error(const QSqlError& said) const;

private:
    Connection(QString file, QString name);

    QString file_;
    QString name_;
    QSqlDatabase sql_{};
};

} // namespace downhill::store
