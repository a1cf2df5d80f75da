#pragma once

#include "store/error.h"

#include <QByteArray>
#include <QSqlQuery>
#include <QString>
#include <QUuid>

#include <concepts>
#include <cstdint>
#include <optional>
#include <type_traits>
#include <vector>

namespace downhill::store {

class Connection;

/// A prepared statement. Values are bound from left to right, then run() or next() executes it; afterwards it
/// can be bound and executed again. The first failure stays: what follows it does nothing and reports it.
/// Internal to the store.
class Statement {
public:
    Statement(Connection& connection, const QString& sql);

    template <std::integral T>
    Statement& bind(T value) {
        return bindInteger(static_cast<std::int64_t>(value));
    }
    Statement& bind(double value);         ///< NaN becomes NULL
    Statement& bind(const QString& value); ///< a null string becomes an empty one
    Statement& bind(const QByteArray& value);
    Statement& bind(const QUuid& value);
    Statement& bindNull();

    Result<void> run();
    /// As run(), for an INSERT, UPDATE or DELETE: whether it touched a row.
    Result<bool> change();
    /// Moves to the next row, executing the statement at the first call. False at the end and after a
    /// failure.
    bool next();
    const std::optional<Error>& failure() const { return failure_; }

    std::int64_t integer(int column) const;
    bool truth(int column) const { return integer(column) != 0; }
    double real(int column) const; ///< NULL becomes NaN
    QString text(int column) const;
    QByteArray blob(int column) const;
    QUuid uuid(int column) const;
    bool isNull(int column) const;

    /// What `read` makes of each row.
    template <class Read>
    auto rows(Read read) -> Result<std::vector<std::invoke_result_t<Read, const Statement&>>> {
        std::vector<std::invoke_result_t<Read, const Statement&>> all;
        while (next())
            all.push_back(read(*this));
        if (failure_)
            return tl::unexpected(*failure_);
        return all;
    }

    /// What `read` makes of the first row, if there is one.
    template <class Read>
    auto row(Read read) -> Result<std::optional<std::invoke_result_t<Read, const Statement&>>> {
        std::optional<std::invoke_result_t<Read, const Statement&>> first;
        if (next())
            first = read(*this);
        query_.finish();
        executed_ = false;
        if (failure_)
            return tl::unexpected(*failure_);
        return first;
    }

private:
    Statement& bindInteger(std::int64_t value);
    void execute();
    void fail();

    Connection& connection_;
    QSqlQuery query_;
    std::optional<Error> failure_{};
    int bound_ = 0;
    bool executed_ = false;
};

} // namespace downhill::store
