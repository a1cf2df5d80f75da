#include "store/statement.h"

#include "store/connection.h"

#include <QMetaType>
#include <QSqlError>
#include <QVariant>

#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;

namespace downhill::store {

Statement::Statement(Connection& connection, const QString& sql)
    : connection_(connection), query_(connection.sql()) {
    query_.setForwardOnly(true);
    if (!query_.prepare(sql))
        fail();
}

Statement& Statement::bindInteger(std::int64_t value) {
    query_.bindValue(bound_++, QVariant::fromValue<qlonglong>(value));
    return *this;
}

Statement& Statement::bind(double value) {
    if (std::isnan(value))
        return bindNull(); // what SQLite would do as well
    query_.bindValue(bound_++, value);
    return *this;
}

Statement& Statement::bind(const QString& value) {
    query_.bindValue(bound_++, value.isNull() ? u""_s : value);
    return *this;
}

Statement& Statement::bind(const QByteArray& value) {
    query_.bindValue(bound_++, value.isNull() ? QByteArray("") : value);
    return *this;
}

Statement& Statement::bind(const QUuid& value) {
    return bind(value.toString(QUuid::WithoutBraces));
}

Statement& Statement::bindNull() {
    query_.bindValue(bound_++, QVariant(QMetaType::fromType<QString>()));
    return *this;
}

Result<void> Statement::run() {
    execute();
    executed_ = false;
    query_.finish();
    if (failure_)
        return tl::unexpected(*failure_);
    return {};
}

Result<bool> Statement::change() {
    execute();
    const bool touched = !failure_ && query_.numRowsAffected() > 0;
    executed_ = false;
    query_.finish();
    if (failure_)
        return tl::unexpected(*failure_);
    return touched;
}

bool Statement::next() {
    if (!executed_)
        execute();
    if (failure_)
        return false;
    if (query_.next())
        return true;
    if (query_.lastError().isValid())
        fail();
    executed_ = false;
    query_.finish();
    return false;
}

std::int64_t Statement::integer(int column) const {
    return query_.value(column).toLongLong();
}

double Statement::real(int column) const {
    return isNull(column) ? std::numeric_limits<double>::quiet_NaN() : query_.value(column).toDouble();
}

QString Statement::text(int column) const {
    return query_.value(column).toString();
}

QByteArray Statement::blob(int column) const {
    return query_.value(column).toByteArray();
}

QUuid Statement::uuid(int column) const {
    return QUuid::fromString(text(column));
}

bool Statement::isNull(int column) const {
    return query_.isNull(column);
}

void Statement::execute() {
    bound_ = 0;
    executed_ = true;
    if (!failure_ && !query_.exec())
        fail();
}

void Statement::fail() {
    if (!failure_)
        failure_ = connection_.error(query_.lastError());
}

} // namespace downhill::store
