#pragma once

#include "training/experiment.h"

#include <QByteArray>
#include <QFile>
#include <QList>
#include <QString>

#include <initializer_list>
#include <stdexcept>
#include <utility>
#include <vector>

/// The files that tools/torch_fixtures.py writes: lines that begin with a keyword.
namespace torch {

using namespace downhill::training;

struct Line {
    QByteArray key{};
    QList<QByteArray> words{};
};

inline std::vector<Line> linesOf(const char* name) {
    QFile file(QStringLiteral(DOWNHILL_TEST_DATA "/torch/") + QLatin1String(name));
    if (!file.open(QIODevice::ReadOnly))
        throw std::runtime_error("no file " + file.fileName().toStdString());
    std::vector<Line> lines;
    for (const QByteArray& text : file.readAll().split('\n')) {
        if (text.isEmpty() || text.startsWith('#'))
            continue;
        QList<QByteArray> words = text.split(' ');
        const QByteArray key = words.takeFirst();
        lines.push_back({key, words});
    }
    return lines;
}

inline double numberOf(const QByteArray& word) {
    bool good = false;
    const double value = word.toDouble(&good);
    if (!good)
        throw std::runtime_error("no number: " + word.toStdString());
    return value;
}

template <class Scalar = double>
std::vector<Scalar> numbersOf(const QList<QByteArray>& words) {
    std::vector<Scalar> numbers;
    for (const QByteArray& word : words)
        numbers.push_back(static_cast<Scalar>(numberOf(word)));
    return numbers;
}

/// The value that stands beside `word`.
template <class Value>
Value valueOf(const QByteArray& word, std::initializer_list<std::pair<const char*, Value>> known) {
    for (const auto& [name, value] : known) {
        if (word == name)
            return value;
    }
    throw std::runtime_error("unknown word: " + word.toStdString());
}

/// Calls take(key, value) for the words of a line, which alternate.
template <class Take>
void forEachPair(const Line& line, Take&& take) {
    for (qsizetype i = 0; i + 1 < line.words.size(); i += 2)
        take(line.words[i], line.words[i + 1]);
}

inline Schedule scheduleOf(const Line& line) {
    using Kind = Schedule::Kind;
    Schedule schedule;
    forEachPair(line, [&](const QByteArray& key, const QByteArray& value) {
        if (key == "kind") {
            schedule.kind = valueOf<Kind>(value, {{"constant", Kind::Constant},
                                                  {"step", Kind::Step},
                                                  {"exponential", Kind::Exponential},
                                                  {"cosine", Kind::Cosine},
                                                  {"one-cycle", Kind::OneCycle},
                                                  {"reduce-on-plateau", Kind::ReduceOnPlateau}});
        } else if (key == "factor" || key == "floor" || key == "threshold") {
            schedule.*valueOf<double Schedule::*>(key, {{"factor", &Schedule::factor},
                                                        {"floor", &Schedule::floor},
                                                        {"threshold", &Schedule::threshold}}) =
                numberOf(value);
        } else {
            schedule.*valueOf<std::int64_t Schedule::*>(key, {{"warm_up", &Schedule::warmUp},
                                                              {"period", &Schedule::period},
                                                              {"patience", &Schedule::patience},
                                                              {"every", &Schedule::every}}) =
                value.toLongLong();
        }
    });
    return schedule;
}

inline OptimizerSettings optimizerOf(const Line& line) {
    using Kind = OptimizerSettings::Kind;
    using Settings = OptimizerSettings;
    Settings settings;
    forEachPair(line, [&](const QByteArray& key, const QByteArray& value) {
        if (key == "kind") {
            settings = defaultSettings(valueOf<Kind>(value, {{"sgd", Kind::Sgd},
                                                             {"momentum", Kind::Momentum},
                                                             {"nesterov", Kind::Nesterov},
                                                             {"adagrad", Kind::Adagrad},
                                                             {"rmsprop", Kind::RmsProp},
                                                             {"adam", Kind::Adam},
                                                             {"adamw", Kind::AdamW},
                                                             {"amsgrad", Kind::AmsGrad}}));
        } else if (key == "centered") {
            settings.centered = value == "1";
        } else {
            settings.*
                valueOf<double Settings::*>(key, {{"learning_rate", &Settings::learningRate},
                                                  {"momentum", &Settings::momentum},
                                                  {"dampening", &Settings::dampening},
                                                  {"smoothing", &Settings::smoothing},
                                                  {"beta1", &Settings::beta1},
                                                  {"beta2", &Settings::beta2},
                                                  {"epsilon", &Settings::epsilon},
                                                  {"initial_accumulator", &Settings::initialAccumulator},
                                                  {"weight_decay", &Settings::weightDecay},
                                                  {"l1", &Settings::l1},
                                                  {"clip_value", &Settings::clipValue},
                                                  {"clip_norm", &Settings::clipNorm}}) = numberOf(value);
        }
    });
    return settings;
}

} // namespace torch
