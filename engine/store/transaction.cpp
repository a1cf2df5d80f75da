#include "store/transaction.h"

#include "store/connection.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace downhill::store {

Result<Transaction> Transaction::begin(Connection& connection, Kind kind) {
    const QString statement = kind == Kind::Read    ? u"BEGIN"_s
                              : kind == Kind::Write ? u"BEGIN IMMEDIATE"_s
                                                    : u"BEGIN EXCLUSIVE"_s;
    if (const auto begun = connection.execute(statement); !begun)
        return tl::unexpected(begun.error());
    return Transaction(connection);
}

Transaction::Transaction(Transaction&& other) noexcept
    : connection_(std::exchange(other.connection_, nullptr)) {}

Transaction::~Transaction() {
    // SQLite has already rolled back after some failures, and then refuses to do it again.
    if (connection_)
        (void)connection_->execute(u"ROLLBACK"_s);
}

Result<void> Transaction::commit() {
    auto committed = connection_->execute(u"COMMIT"_s);
    if (committed)
        connection_ = nullptr;
    return committed;
}

} // namespace downhill::store
