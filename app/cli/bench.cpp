#include "cli/bench.h"

#include "cli/workloads.h"
#include "messages/messages.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <thread>

namespace downhill::app::cli {

namespace {

/// One, two, four … threads, and as many as there are processors.
std::vector<int> threadCounts() {
    const int processors = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
    std::vector<int> counts;
    for (int count = 1; count < processors; count *= 2)
        counts.push_back(count);
    counts.push_back(processors);
    return counts;
}

struct Figures {
    Workload workload{};
    std::vector<double> byThreads{};
};

/// The translation context of this file.
class Bench {
    Q_DECLARE_TR_FUNCTIONS(Bench)

public:
    static QString unit(const Workload& workload) {
        return workload.kind == Workload::Kind::Training ? tr("steps/s") : tr("ms");
    }
    static QString number(const Workload& workload, double figure) {
        return QString::number(figure, 'f', workload.kind == Workload::Kind::Training ? 0 : 3);
    }
    static QString table(const std::vector<Figures>& all, training::InstructionSet instructions,
                         const std::vector<int>& threads);
    static QString json(const std::vector<Figures>& all, training::InstructionSet instructions,
                        const std::vector<int>& threads);
};

QString nameText(training::InstructionSet instructions) {
    return QString::fromLatin1(training::nameOf(instructions).data());
}

QString Bench::table(const std::vector<Figures>& all, training::InstructionSet instructions,
                     const std::vector<int>& threads) {
    constexpr int kWidth = 12;
    QString text = tr("instruction set: %1").arg(nameText(instructions)) + u'\n';
    text += QString(3, u' ');
    for (const int count : threads)
        text += tr("threads: %1").arg(count).rightJustified(kWidth);
    text += u'\n';
    for (const Figures& one : all) {
        text += one.workload.name.leftJustified(3);
        for (const double figure : one.byThreads)
            text += number(one.workload, figure).rightJustified(kWidth);
        text += u' ' + unit(one.workload).leftJustified(8) + u' ' + one.workload.what + u'\n';
    }
    return text;
}

QString Bench::json(const std::vector<Figures>& all, training::InstructionSet instructions,
                    const std::vector<int>& threads) {
    QJsonArray results;
    for (const Figures& one : all) {
        for (std::size_t i = 0; i < threads.size(); ++i) {
            const bool steps = one.workload.kind == Workload::Kind::Training;
            results.append(
                QJsonObject{{QStringLiteral("workload"), one.workload.name},
                            {QStringLiteral("threads"), threads[i]},
                            {steps ? QStringLiteral("steps_per_second") : QStringLiteral("milliseconds"),
                             one.byThreads[i]}});
        }
    }
    const QJsonObject whole{{QStringLiteral("instruction_set"), nameText(instructions)},
                            {QStringLiteral("results"), results}};
    return QString::fromUtf8(QJsonDocument(whole).toJson(QJsonDocument::Indented));
}

} // namespace

Status bench(const BenchRequest& request) {
    const training::InstructionSet instructions =
        request.instructions.value_or(training::bestInstructionSet());
    const std::vector<int> threads = threadCounts();
    std::vector<Figures> all;
    for (Workload& workload : workloads()) {
        Figures figures{std::move(workload), {}};
        for (const int count : threads) {
            const auto figure = measure(figures.workload, instructions, count, request.seconds);
            if (!figure) {
                printError(QStringLiteral("downhill-cli: ") + printable(sentence(figure.error())) + u'\n');
                return Status::Failed;
            }
            figures.byThreads.push_back(*figure);
        }
        all.push_back(std::move(figures));
    }
    const QString text =
        request.json ? Bench::json(all, instructions, threads) : Bench::table(all, instructions, threads);
    return print(text) ? Status::Ok : Status::Failed;
}

} // namespace downhill::app::cli
