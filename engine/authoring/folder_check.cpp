#include "authoring/folder_check.h"

#include "lesson/json_document.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>
#include <variant>

namespace downhill::authoring {

namespace {

constexpr int kMostFiles = 5'000;
constexpr int kMostLevels = 8; ///< of folders within each other

QString canonical(const QString& path) {
    return QFileInfo(path).canonicalFilePath();
}

/// The files and folders that a lesson names, canonical.
struct Named {
    QSet<QString> files{};
    QStringList folders{};      ///< of data, whose files need no names
    bool hasImagesHere = false; ///< the lesson's folder is itself such a folder

    bool has(const QString& path) const {
        return files.contains(path) ||
               std::any_of(folders.begin(), folders.end(),
                           [&](const QString& folder) { return path.startsWith(folder + u'/'); });
    }
};

void addData(const training::Experiment& experiment, const QString& folder, Named& named) {
    const auto* problem = std::get_if<training::NetworkProblem>(&experiment.problem);
    if (!problem)
        return;
    if (problem->dataset.kind == training::DatasetKind::Csv)
        named.files.insert(canonical(QString::fromStdString(problem->dataset.csvFile)));
    if (problem->dataset.kind != training::DatasetKind::Idx)
        return;
    const QString data = canonical(QString::fromStdString(problem->dataset.idxFolder));
    if (data == folder)
        named.hasImagesHere = true;
    else
        named.folders.append(data);
}

Named namedBy(const lesson::Lesson& lesson, const lesson::TextSources& texts, const QSet<QString>& pictures) {
    Named named{pictures, {}};
    for (const lesson::TextSource& text : texts)
        named.files.insert(canonical(text.file));
    for (const lesson::Step& step : lesson.steps) {
        if (step.experiment)
            addData(step.experiment->experiment, canonical(lesson.folder), named);
    }
    return named;
}

/// Whether a file needs nobody to name it. `isTop`: it stands in the lesson's folder itself.
bool isEverybodys(const QString& name, bool isTop) {
    static const QRegularExpression ofTheLesson(
        QStringLiteral(R"(^lesson(\.[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*)?\.json$)"));
    return name.startsWith(u"README") || name.startsWith(u"LICENSE") ||
           (isTop && ofTheLesson.match(name).hasMatch());
}

/// The four files of a folder of images.
bool isIdxFile(const QString& name) {
    static const QRegularExpression pattern(
        QStringLiteral(R"(^(train|t10k)-(images|labels)[-.]idx[13]-ubyte(\.gz)?$)"));
    return pattern.match(name).hasMatch();
}

} // namespace

lesson::Diagnostics findUnusedFiles(const lesson::Lesson& lesson, const lesson::TextSources& texts,
                                    const QSet<QString>& pictures) {
    struct Level {
        QString folder{};
        int depth = 0;
    };
    const Named named = namedBy(lesson, texts, pictures);
    lesson::Diagnostics unused;
    std::vector<Level> waiting{{lesson.folder, 0}};
    int seen = 0;
    while (!waiting.empty()) {
        const Level level = waiting.back();
        waiting.pop_back();
        QDirIterator entries(level.folder, QDir::AllEntries | QDir::NoDotAndDotDot | QDir::System);
        while (entries.hasNext()) {
            const QFileInfo entry(entries.next());
            if (++seen > kMostFiles)
                return unused;
            if (entry.isDir() && !entry.isSymLink()) {
                if (level.depth + 1 < kMostLevels)
                    waiting.push_back({entry.filePath(), level.depth + 1});
                continue;
            }
            const bool isTop = level.depth == 0;
            const bool isKnown = isEverybodys(entry.fileName(), isTop) ||
                                 (isTop && named.hasImagesHere && isIdxFile(entry.fileName())) ||
                                 named.has(entry.canonicalFilePath());
            if (!isKnown && unused.size() < lesson::json_limits::kFindings) {
                const QString name = QDir(lesson.folder).relativeFilePath(entry.absoluteFilePath());
                unused.push_back(
                    {lesson::Rule::UnusedFile, entry.filePath(), 0, 0, {}, {lesson::shortened(name)}});
            }
        }
    }
    return unused;
}

} // namespace downhill::authoring
