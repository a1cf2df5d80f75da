#include "lesson/json_file.h"

#include "lesson/folder_files.h"

#include <QDir>

namespace downhill::lesson {

namespace {

constexpr int kFormat = 1;

} // namespace

std::unique_ptr<JsonDocument> readJsonFile(const QString& path, qint64 greatestSize, Diagnostics& findings) {
    const auto bytes = readWhole(path, greatestSize);
    if (!bytes) {
        QStringList arguments;
        if (bytes.error() == Rule::FileTooLarge)
            arguments.append(QString::number(greatestSize));
        findings.push_back({bytes.error(), path, 0, 0, {}, arguments});
        return nullptr;
    }
    return JsonDocument::parse(*bytes, path, findings);
}

bool expectFormat(ObjectReader& object, Findings& findings) {
    const std::optional<JsonValue> format = object.required(u"format");
    const auto number =
        format ? decodeInteger(*format, {-1e9, 1e9}, findings) : std::optional<std::int64_t>();
    if (!number)
        return false;
    if (*number == kFormat)
        return true;
    findings.add(*format, Rule::UnsupportedFormat, {QString::number(*number), QString::number(kFormat)});
    return false;
}

std::optional<QString> documentIn(const QString& folder, const QString& name, Diagnostics& findings) {
    const auto path = findInFolder(folder, name);
    const QString written = QDir(folder).filePath(name);
    if (path)
        return written;
    const bool outside = path.error() == Rule::OutsideFolder;
    const Rule rule = path.error() == Rule::MissingFile ? Rule::FileNotFound : path.error();
    findings.push_back({rule, written, 0, 0, {}, outside ? QStringList{name} : QStringList()});
    return std::nullopt;
}

} // namespace downhill::lesson
