#include "authoring/course_files.h"

#include "authoring/package.h"
#include "authoring/package_names.h"
#include "lesson/json_document.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace downhill::authoring {

namespace {

using Code = PackageErrorCode;

constexpr int kMostVisited = 10 * package_limits::kFiles; // of all kinds, so that no walk is endless

class Walk {
public:
    explicit Walk(const QString& folder) : root_(folder) {}

    PackageResult<CourseFiles> run();

private:
    PackageResult<void> visit(const QFileInfo& info, const QString& name);
    PackageResult<void> addFile(const QFileInfo& info, const QString& name);

    QDir root_;
    QStringList waiting_{QString()}; ///< folders, each with its slash
    NameSet names_{};
    CourseFiles found_{};
    qint64 bytes_ = 0;
    int visited_ = 0;
};

tl::unexpected<PackageError> refuse(Code code, const QString& name, qint64 limit = 0) {
    return tl::unexpected(PackageError{code, lesson::shortened(name), {}, limit, {}});
}

PackageResult<CourseFiles> Walk::run() {
    constexpr auto kAll = QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot;
    while (!waiting_.isEmpty()) {
        const QString folder = waiting_.takeLast();
        for (const QFileInfo& info : QDir(root_.filePath(folder)).entryInfoList(kAll, QDir::Name)) {
            if (++visited_ > kMostVisited)
                return refuse(Code::TooManyFiles, {}, package_limits::kFiles);
            if (auto sound = visit(info, folder + info.fileName()); !sound)
                return tl::unexpected(std::move(sound.error()));
        }
    }
    std::sort(found_.files.begin(), found_.files.end(),
              [](const CourseFile& a, const CourseFile& b) { return a.name < b.name; });
    found_.leftOut.sort();
    return std::move(found_);
}

PackageResult<void> Walk::visit(const QFileInfo& info, const QString& name) {
    const bool isHidden = info.fileName().startsWith(u'.');
    if (!isHidden && !info.isSymLink() && info.isDir()) {
        waiting_.append(name + u'/');
        return {};
    }
    if (!isHidden && !info.isSymLink() && info.isFile() && isCourseFile(name))
        return addFile(info, name);
    found_.leftOut.append(name);
    return {};
}

PackageResult<void> Walk::addFile(const QFileInfo& info, const QString& name) {
    if (const auto fault = faultOfFileName(name))
        return refuse(*fault, name);
    if (!names_.addFile(name))
        return refuse(Code::NamesClash, name);
    if (info.size() > package_limits::kFileBytes)
        return refuse(Code::FileTooLarge, name, package_limits::kFileBytes);
    bytes_ += info.size();
    if (bytes_ > package_limits::kBytes)
        return refuse(Code::TooMuchData, {}, package_limits::kBytes);
    found_.files.push_back({name, info.filePath(), info.size()});
    if (found_.files.size() > std::size_t(package_limits::kFiles))
        return refuse(Code::TooManyFiles, {}, package_limits::kFiles);
    return {};
}

} // namespace

PackageResult<CourseFiles> courseFilesIn(const QString& folder) {
    return Walk(folder).run();
}

} // namespace downhill::authoring
