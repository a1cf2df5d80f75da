#include "lesson/idx_folder.h"

#include "lesson/folder_files.h"
#include "training/experiment.h"

#include <QFileInfo>
#include <QStringList>

namespace downhill::lesson {

namespace {

/// What a file is called where it was downloaded, unpacked or renamed by an archive.
QStringList spellings(const QString& file, const QString& shape) {
    QStringList names;
    for (const QChar joint : {u'-', u'.'}) {
        const QString name = file + joint + shape + QStringLiteral("-ubyte");
        names << name << name + QStringLiteral(".gz");
    }
    return names;
}

} // namespace

tl::expected<QString, IdxFolderFault> findIdxFolder(const QString& folder, const QString& name) {
    const auto fault = [](Rule rule, const QString& argument) {
        return tl::unexpected(IdxFolderFault{rule, argument});
    };
    const auto path = findFolderIn(folder, name);
    if (!path)
        return fault(path.error(), name);
    for (const QString& part : {QStringLiteral("train"), QStringLiteral("t10k")}) {
        const QStringList images = spellings(part + QStringLiteral("-images"), QStringLiteral("idx3"));
        const QStringList labels = spellings(part + QStringLiteral("-labels"), QStringLiteral("idx1"));
        for (const QStringList& names : {images, labels}) {
            bool any = false;
            for (const QString& each : names) {
                const QString inner = name + u'/' + each;
                const auto file = findInFolder(folder, inner);
                if (!file && file.error() != Rule::MissingFile)
                    return fault(file.error(), inner);
                if (file && QFileInfo(*file).size() > training::limits::kIdxBytes)
                    return fault(Rule::FileTooLarge, QString::number(training::limits::kIdxBytes));
                any = any || file.has_value();
            }
            if (!any)
                return fault(Rule::MissingFile, name + u'/' + names.front());
        }
    }
    return *path;
}

} // namespace downhill::lesson
