#include "scratch_database.h"
#include "store/settings_store.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace downhill::store;
using namespace downhill::store::test;

class TestSettingsStore : public QObject {
    Q_OBJECT

    ScratchDatabase database_{};

private Q_SLOTS:
    void init() { database_.begin({ada()}); }
    void cleanup() { database_.close(); }

    void whatWasNeverSetIsNotThere() {
        QVERIFY(!valueOf(ada().id, u"unlock-all"_s));
        QVERIFY(!valueOf({}, u"unlock-all"_s));
    }

    void aSettingIsThereAgain_data() {
        QTest::addColumn<QUuid>("profile");
        QTest::newRow("of a profile") << ada().id;
        QTest::newRow("of all") << QUuid();
    }

    void aSettingIsThereAgain() {
        QFETCH(QUuid, profile);
        for (const QString& value : {u"true"_s, u"Grüße “…”"_s, u""_s}) {
            QVERIFY(SettingsStore(*database_).set(profile, u"words"_s, value));
            database_.reopen();
            QCOMPARE(valueOf(profile, u"words"_s), value);
        }
        QCOMPARE(*SettingsStore(*database_).remove(profile, u"words"_s), true);
        QCOMPARE(*SettingsStore(*database_).remove(profile, u"words"_s), false);
        QVERIFY(!valueOf(profile, u"words"_s));
    }

    void profilesAreApartFromEachOtherAndFromAll() {
        QVERIFY(ProfileStore(*database_).create(grace()));
        SettingsStore settings(*database_);
        QVERIFY(settings.set(ada().id, u"a"_s, u"Ada's"_s));
        QVERIFY(settings.set({}, u"a"_s, u"all's"_s));
        QCOMPARE(valueOf(ada().id, u"a"_s), u"Ada's"_s);
        QVERIFY(!valueOf(uuid(2), u"a"_s));
        QCOMPARE(valueOf({}, u"a"_s), u"all's"_s);
        QVERIFY(ProfileStore(*database_).remove(ada().id));
        QVERIFY(!valueOf(ada().id, u"a"_s));
        QCOMPARE(valueOf({}, u"a"_s), u"all's"_s);
    }

    void allSettingsAreThereByName() {
        SettingsStore settings(*database_);
        QVERIFY(settings.all(ada().id)->isEmpty());
        QVERIFY(settings.set(ada().id, u"a"_s, u"1"_s));
        QVERIFY(settings.set(ada().id, u"b"_s, u""_s));
        QVERIFY(settings.set({}, u"c"_s, u"3"_s));
        QCOMPARE(*settings.all(ada().id), (QHash<QString, QString>{{u"a"_s, u"1"_s}, {u"b"_s, u""_s}}));
        QCOMPARE(*settings.all({}), (QHash<QString, QString>{{u"c"_s, u"3"_s}}));
        QVERIFY(settings.all(uuid(99))->isEmpty());
    }

    void aStrangerHasNoSettings() {
        const auto set = SettingsStore(*database_).set(uuid(99), u"a"_s, u"b"_s);
        QVERIFY(!set);
        QVERIFY(set.error().detail.contains(u"FOREIGN KEY"_s));
    }

private:
    std::optional<QString> valueOf(const QUuid& profile, const QString& name) {
        const auto value = SettingsStore(*database_).value(profile, name);
        return value ? *value : std::nullopt;
    }
};

QTEST_GUILESS_MAIN(TestSettingsStore)
#include "test_settings_store.moc"
