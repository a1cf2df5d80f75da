#include "store/migrations.h"

#include "store/connection.h"
#include "store/statement.h"
#include "store/transaction.h"

using namespace Qt::StringLiterals;

namespace downhill::store {

int newestVersion(const std::vector<Migration>& steps) {
    return steps.empty() ? 0 : steps.back().version;
}

bool isComplete(const std::vector<Migration>& steps) {
    int expected = 0;
    for (const Migration& step : steps) {
        if (step.version != ++expected || step.statements.isEmpty())
            return false;
    }
    return !steps.empty();
}

namespace {

Result<void> checkReferences(Connection& connection) {
    Statement check(connection, u"PRAGMA foreign_key_check"_s);
    if (check.next()) {
        return tl::unexpected(
            Error{.code = ErrorCode::Failed,
                  .path = connection.file(),
                  .detail = u"foreign_key_check: %1 -> %2"_s.arg(check.text(0), check.text(2))});
    }
    if (check.failure())
        return tl::unexpected(*check.failure());
    return {};
}

} // namespace

Result<void> migrate(Connection& connection, const std::vector<Migration>& steps) {
    const int newest = newestVersion(steps);
    // A migration may rebuild a table that others refer to; this pragma has no effect inside a transaction.
    if (auto off = connection.execute(u"PRAGMA foreign_keys = OFF"_s); !off)
        return off;
    auto transaction = Transaction::begin(connection, Transaction::Kind::Exclusive);
    if (!transaction)
        return tl::unexpected(transaction.error());

    // Asked again under the lock: another process may have been quicker.
    const auto version = connection.integer(u"PRAGMA user_version"_s);
    if (!version)
        return tl::unexpected(version.error());
    if (*version > newest) {
        return tl::unexpected(Error{.code = ErrorCode::NewerVersion,
                                    .path = connection.file(),
                                    .found = static_cast<int>(*version),
                                    .supported = newest});
    }
    for (const Migration& step : steps) {
        if (step.version <= *version)
            continue;
        for (const QString& statement : step.statements) {
            if (auto done = connection.execute(statement); !done)
                return done;
        }
    }
    if (auto sound = checkReferences(connection); !sound)
        return sound;
    // Pragmas take no bound values; both are integers of ours.
    for (const QString& mark :
         {u"PRAGMA application_id = %1"_s.arg(kApplicationId), u"PRAGMA user_version = %1"_s.arg(newest)}) {
        if (auto done = connection.execute(mark); !done)
            return done;
    }
    return transaction->commit();
}

} // namespace downhill::store
