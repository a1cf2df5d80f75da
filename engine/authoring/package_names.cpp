#include "authoring/package_names.h"

#include <QRegularExpression>
#include <QStringList>

#include <algorithm>
#include <array>

namespace downhill::authoring {

namespace {

constexpr qsizetype kLongestName = 200;

bool isPlain(QChar c) {
    const char16_t code = c.unicode();
    return (code >= u'a' && code <= u'z') || (code >= u'A' && code <= u'Z') ||
           (code >= u'0' && code <= u'9') || code == u'.' || code == u'_' || code == u'-';
}

bool isControl(QChar c) {
    return c.unicode() < 0x20 || c.unicode() == 0x7F;
}

/// Names that Windows keeps for devices, whatever follows their first full stop.
bool isDevice(const QString& part) {
    const QString stem = part.section(u'.', 0, 0).toLower();
    if (stem.size() == 4 && (stem.startsWith(u"com") || stem.startsWith(u"lpt")))
        return stem[3].isDigit();
    return QStringList{QStringLiteral("con"), QStringLiteral("prn"), QStringLiteral("aux"),
                       QStringLiteral("nul")}
        .contains(stem);
}

bool isUnsafe(const QString& name, const QStringList& parts) {
    return name.isEmpty() || name.contains(u'\\') || name.contains(u':') ||
           std::any_of(name.begin(), name.end(), isControl) ||
           std::any_of(parts.begin(), parts.end(),
                       [](const QString& part) { return part.isEmpty() || part == u"." || part == u".."; });
}

bool isPortable(const QString& part) {
    return std::all_of(part.begin(), part.end(), isPlain) && !part.startsWith(u'.') && !part.endsWith(u'.') &&
           !isDevice(part);
}

/// The files of MNIST, in all the spellings of lesson/idx_folder.h.
bool isIdxFile(const QString& name) {
    const QRegularExpression pattern(
        QStringLiteral("^(train|t10k)-(images[-.]idx3|labels[-.]idx1)-ubyte(\\.gz)?$"));
    return pattern.match(name).hasMatch();
}

} // namespace

std::optional<PackageErrorCode> faultOfFolderName(const QString& name) {
    const QStringList parts = name.split(u'/');
    if (isUnsafe(name, parts))
        return PackageErrorCode::UnsafeName;
    if (name.size() > kLongestName || !std::all_of(parts.begin(), parts.end(), isPortable))
        return PackageErrorCode::UnportableName;
    return std::nullopt;
}

std::optional<PackageErrorCode> faultOfFileName(const QString& name) {
    if (const auto fault = faultOfFolderName(name))
        return fault;
    if (!isCourseFile(name))
        return PackageErrorCode::ForeignFile;
    return std::nullopt;
}

bool isCourseFile(const QString& name) {
    const QString last = name.section(u'/', -1);
    const qsizetype dot = last.lastIndexOf(u'.');
    const QString suffix = dot > 0 ? last.mid(dot + 1).toLower() : QString();
    constexpr std::array<QStringView, 9> kSuffixes{u"json", u"md",  u"svg", u"png", u"jpg",
                                                   u"jpeg", u"csv", u"py",  u"txt"};
    return std::find(kSuffixes.begin(), kSuffixes.end(), suffix) != kSuffixes.end() || last == u"README" ||
           last == u"LICENSE" || isIdxFile(last);
}

bool NameSet::addFile(const QString& name) {
    const QString folded = name.toLower();
    if (!addFolders(name, name.lastIndexOf(u'/')) || files_.contains(folded) ||
        foldedFolders_.contains(folded))
        return false;
    files_.insert(folded);
    return true;
}

bool NameSet::addFolder(const QString& name) {
    return addFolders(name, name.size());
}

/// Adds every folder among the first `end` characters of `name`.
bool NameSet::addFolders(const QString& name, qsizetype end) {
    for (qsizetype slash = 0; end > 0 && slash < end; ++slash) {
        slash = name.indexOf(u'/', slash);
        if (slash < 0 || slash > end)
            slash = end;
        const QString folder = name.left(slash);
        if (folders_.contains(folder))
            continue;
        const QString folded = folder.toLower();
        if (foldedFolders_.contains(folded) || files_.contains(folded))
            return false;
        folders_.insert(folder);
        foldedFolders_.insert(folded);
    }
    return true;
}

} // namespace downhill::authoring
