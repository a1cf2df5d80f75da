#pragma once

#include "marked_text.h"

#include <QString>
#include <QTest>

/// Experiments as texts, of which tests change a part.
namespace downhill::lesson::testing {

/// What an experiment on a dataset is made of; each part is sound until a test breaks it.
struct Parts {
    QString dataset = QStringLiteral("\"kind\": \"circle\"");
    QString layers = QStringLiteral("[{\"units\": 4, \"activation\": \"tanh\"}, {\"units\": 1}]");
    QString loss = QStringLiteral("\"binary-cross-entropy\"");
    QString rate = QStringLiteral("0.1");
    QString optimizer{}; ///< what follows the rate
    QString run{};
    QString rest{};
};

inline QString networkText(const Parts& parts) {
    return QStringLiteral("{\"dataset\": {%1},\n \"network\": {\"layers\": %2},\n \"loss\": %3,\n"
                          " \"runs\": [{\"id\": \"a\", \"optimizer\": {\"kind\": \"sgd\", \"learning_rate\": "
                          "%4%5}%6}]%7}")
        .arg(parts.dataset, parts.layers, parts.loss, parts.rate, parts.optimizer, parts.run, parts.rest);
}

inline QString surfaceText(const QString& surface, const QString& rest = {}) {
    return QStringLiteral(
               "{\"surface\": {%1},\n \"runs\": [{\"id\": \"a\", \"optimizer\": {\"kind\": \"sgd\", "
               "\"learning_rate\": 0.1}}]%2}")
        .arg(surface, rest);
}

inline const QString kBowl = QStringLiteral("\"kind\": \"bowl\", \"start\": [1, 1]");
inline const QString kParabola = QStringLiteral("\"kind\": \"parabola\", \"start\": 1");
inline const QString kLine = QStringLiteral("\"kind\": \"line\"");
inline const QString kOneUnit = QStringLiteral("[{\"units\": 1}]");
inline const QString kMse = QStringLiteral("\"mse\"");

/// One unit that is to give the values of `dataset`.
inline Parts regression(const QString& dataset, const QString& rest = {}) {
    return {.dataset = dataset, .layers = kOneUnit, .loss = kMse, .rest = rest};
}

inline QString control(const QString& text) {
    return QStringLiteral(", \"controls\": [{%1}]").arg(text);
}

inline QString view(const QString& text) {
    return QStringLiteral(", \"views\": [{%1}]").arg(text);
}

/// A row of test data: an experiment on a dataset, and what is found in it where it is marked.
inline void network(const char* name, const Parts& parts, const QString& finding) {
    QTest::newRow(name) << networkText(parts) << finding;
}

/// The same of an experiment on a surface.
inline void surface(const char* name, const QString& text, const QString& finding, const QString& rest = {}) {
    QTest::newRow(name) << surfaceText(text, rest) << finding;
}

} // namespace downhill::lesson::testing
