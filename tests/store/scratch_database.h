#pragma once

#include "store_fixture.h"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <vector>

namespace downhill::store::test {

/// A database in a folder of its own, for one test after another.
class ScratchDatabase {
public:
    /// An empty one in place of the one before, with these students. From here on a warning fails the test.
    void begin(const std::vector<Profile>& students) {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        database_.reset();
        folder_ = QTemporaryDir();
        reopen();
        for (const Profile& student : database_ ? students : std::vector<Profile>())
            QVERIFY(ProfileStore(*database_).create(student));
    }
    /// Closes it and opens it again: what was written is read from the disk.
    void reopen() {
        database_.reset();
        auto database = openIn(folder_.path());
        QVERIFY2(database, why(database));
        database_ = std::move(*database);
    }
    void close() { database_.reset(); }

    Database& operator*() const { return *database_; }
    Database* operator->() const { return database_.get(); }

private:
    QTemporaryDir folder_{};
    std::unique_ptr<Database> database_{};
};

} // namespace downhill::store::test
