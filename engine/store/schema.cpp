#include "store/migrations.h"

using namespace Qt::StringLiterals;

// Times are UTC in milliseconds since 1970. UUIDs are text without braces. Strict tables need SQLite 3.37.

namespace downhill::store {

namespace {

QStringList versionOne() {
    return {
        uR"(CREATE TABLE profiles (
    uuid TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    created INTEGER NOT NULL
) STRICT)"_s,

        uR"(CREATE TABLE lesson_progress (
    profile TEXT NOT NULL REFERENCES profiles (uuid) ON DELETE CASCADE,
    course TEXT NOT NULL,
    lesson TEXT NOT NULL,
    current_step TEXT NOT NULL,
    changed INTEGER NOT NULL,
    PRIMARY KEY (profile, course, lesson)
) STRICT, WITHOUT ROWID)"_s,

        uR"(CREATE TABLE visited_steps (
    profile TEXT NOT NULL,
    course TEXT NOT NULL,
    lesson TEXT NOT NULL,
    step TEXT NOT NULL,
    first_visit INTEGER NOT NULL,
    last_visit INTEGER NOT NULL,
    PRIMARY KEY (profile, course, lesson, step),
    FOREIGN KEY (profile, course, lesson) REFERENCES lesson_progress (profile, course, lesson) ON DELETE CASCADE
) STRICT, WITHOUT ROWID)"_s,

        // `id` keeps the order in which answers came, whatever the clock did.
        uR"(CREATE TABLE answers (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    profile TEXT NOT NULL REFERENCES profiles (uuid) ON DELETE CASCADE,
    course TEXT NOT NULL,
    lesson TEXT NOT NULL,
    lesson_version INTEGER NOT NULL,
    question TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    answer TEXT NOT NULL,
    score REAL NOT NULL,
    points REAL NOT NULL,
    marked INTEGER NOT NULL CHECK (marked IN (0, 1)),
    correct INTEGER NOT NULL CHECK (correct IN (0, 1)),
    shuffle_seed INTEGER NOT NULL,
    answered INTEGER NOT NULL
) STRICT)"_s,
        u"CREATE INDEX answers_by_question ON answers (profile, course, lesson, question, id)"_s,

        // `ended` is NULL while the experiment runs, and stays so when the program was killed.
        uR"(CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    profile TEXT NOT NULL REFERENCES profiles (uuid) ON DELETE CASCADE,
    course TEXT NOT NULL,
    lesson TEXT NOT NULL,
    step TEXT NOT NULL,
    experiment TEXT NOT NULL,
    changes TEXT NOT NULL,
    app_version TEXT NOT NULL,
    started INTEGER NOT NULL,
    ended INTEGER
) STRICT)"_s,
        u"CREATE INDEX runs_by_step ON runs (profile, course, lesson, step, started, id)"_s,
        u"CREATE INDEX runs_by_time ON runs (profile, started, id)"_s,

        // Losses and accuracies are NULL where there is nothing to measure.
        uR"(CREATE TABLE run_outcomes (
    run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    run_id TEXT NOT NULL,
    name TEXT NOT NULL,
    reason TEXT NOT NULL,
    steps INTEGER NOT NULL,
    train_loss REAL,
    train_accuracy REAL,
    test_loss REAL,
    test_accuracy REAL,
    PRIMARY KEY (run, position)
) STRICT, WITHOUT ROWID)"_s,

        uR"(CREATE TABLE curves (
    id INTEGER PRIMARY KEY,
    run INTEGER NOT NULL,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('batch', 'test')),
    width INTEGER NOT NULL,
    buckets INTEGER NOT NULL,
    broke_at INTEGER NOT NULL,
    UNIQUE (run, position, kind),
    FOREIGN KEY (run, position) REFERENCES run_outcomes (run, position) ON DELETE CASCADE
) STRICT)"_s,

        uR"(CREATE TABLE curve_chunks (
    curve INTEGER NOT NULL REFERENCES curves (id) ON DELETE CASCADE,
    chunk INTEGER NOT NULL,
    buckets BLOB NOT NULL,
    PRIMARY KEY (curve, chunk)
) STRICT)"_s,
    };
}

/// What is reviewed, which tests let a student skip a lesson, what was chosen, and how much help an answer
/// had.
QStringList versionTwo() {
    return {
        u"ALTER TABLE answers ADD COLUMN hints_opened INTEGER NOT NULL DEFAULT 0"_s,

        // The values of lesson::fsrs::Card. A question that was renamed leaves its row unused.
        uR"(CREATE TABLE review_cards (
    profile TEXT NOT NULL REFERENCES profiles (uuid) ON DELETE CASCADE,
    course TEXT NOT NULL,
    lesson TEXT NOT NULL,
    question TEXT NOT NULL,
    stability REAL NOT NULL CHECK (stability > 0),
    difficulty REAL NOT NULL CHECK (difficulty BETWEEN 1 AND 10),
    last INTEGER NOT NULL,
    due INTEGER NOT NULL,
    reviews INTEGER NOT NULL CHECK (reviews > 0),
    lapses INTEGER NOT NULL,
    rating INTEGER NOT NULL CHECK (rating BETWEEN 1 AND 4),
    PRIMARY KEY (profile, course, lesson, question)
) STRICT, WITHOUT ROWID)"_s,

        uR"(CREATE TABLE passed_tests (
    profile TEXT NOT NULL REFERENCES profiles (uuid) ON DELETE CASCADE,
    course TEXT NOT NULL,
    lesson TEXT NOT NULL,
    share REAL NOT NULL,
    passed INTEGER NOT NULL,
    PRIMARY KEY (profile, course, lesson)
) STRICT, WITHOUT ROWID)"_s,

        uR"(CREATE TABLE profile_settings (
    profile TEXT NOT NULL REFERENCES profiles (uuid) ON DELETE CASCADE,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (profile, name)
) STRICT, WITHOUT ROWID)"_s,

        uR"(CREATE TABLE settings (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID)"_s,
    };
}

/// How long students work with each lesson. `day` is the student's calendar day, 2031-04-09.
QStringList versionThree() {
    return {
        uR"(CREATE TABLE study_time (
    profile TEXT NOT NULL REFERENCES profiles (uuid) ON DELETE CASCADE,
    course TEXT NOT NULL,
    lesson TEXT NOT NULL,
    day TEXT NOT NULL,
    milliseconds INTEGER NOT NULL CHECK (milliseconds > 0),
    PRIMARY KEY (profile, course, lesson, day)
) STRICT, WITHOUT ROWID)"_s,
    };
}

} // namespace

std::vector<Migration> schemaMigrations() {
    return {{1, versionOne()}, {2, versionTwo()}, {3, versionThree()}};
}

} // namespace downhill::store
