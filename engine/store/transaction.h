#pragma once

#include "store/error.h"

namespace downhill::store {

class Connection;

/// A transaction that is rolled back unless it was committed. Internal to the store.
class Transaction {
public:
    enum class Kind {
        Read,      ///< one consistent view over several statements
        Write,     ///< waits for other writers at once, not in the middle
        Exclusive, ///< nobody else may write, nor read outside write-ahead mode
    };

    static Result<Transaction> begin(Connection& connection, Kind kind);
    Transaction(Transaction&& other) noexcept;
    Transaction& operator=(Transaction&&) = delete;
    ~Transaction();

    /// Once this returns without an error, everything is on disk.
    Result<void> commit();

private:
    explicit Transaction(Connection& connection) : connection_(&connection) {}

    Connection* connection_; ///< null once it is over
};

} // namespace downhill::store
