#include "lesson/experiment_decoder.h"
#include "lesson/experiment_json.h"
#include "lesson/json_file.h"
#include "lesson/reader.h"

#include <QFileInfo>

namespace downhill::lesson {

namespace {

Reading<ExperimentBlock> decodeDocument(const std::unique_ptr<JsonDocument>& document, const QString& folder,
                                        Diagnostics diagnostics) {
    Reading<ExperimentBlock> result;
    result.diagnostics = std::move(diagnostics);
    if (!document)
        return result;
    Findings findings(result.diagnostics);
    ExperimentBlock block = decodeExperiment(document->root(), folder, findings);
    if (result.diagnostics.empty())
        result.value = std::move(block);
    sortByPlace(result.diagnostics);
    return result;
}

} // namespace

Reading<ExperimentBlock> readExperiment(const QString& file) {
    Diagnostics diagnostics;
    const auto document = readJsonFile(file, json_limits::kBytes, diagnostics);
    return decodeDocument(document, QFileInfo(file).absolutePath(), std::move(diagnostics));
}

Reading<ExperimentBlock> readExperimentText(const QByteArray& text, const QString& folder,
                                            const QString& name) {
    Diagnostics diagnostics;
    if (text.size() > json_limits::kBytes) {
        diagnostics.push_back({Rule::FileTooLarge, name, 0, 0, {}, {QString::number(json_limits::kBytes)}});
        return decodeDocument(nullptr, folder, std::move(diagnostics));
    }
    const auto document = JsonDocument::parse(text, name, diagnostics);
    return decodeDocument(document, folder, std::move(diagnostics));
}

} // namespace downhill::lesson
