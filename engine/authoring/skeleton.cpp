#include "authoring/skeleton.h"

#include "lesson/object_reader.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>

#include <algorithm>
#include <vector>

namespace downhill::authoring {

namespace {

using Code = SkeletonErrorCode;

/// A file to be written, below the folder in which the skeleton will stand.
struct Piece {
    QString name{};
    QByteArray content{};
};

tl::unexpected<SkeletonError> refuse(Code code, const QString& name, const QString& detail = {}) {
    return tl::unexpected(SkeletonError{code, name, detail});
}

/// "my-first-steps" as a title: "My first steps".
QString titleOf(const QString& id) {
    QString title = id;
    title.replace(u'-', u' ');
    title = title.simplified();
    if (!title.isEmpty())
        title[0] = title[0].toUpper();
    return title.isEmpty() ? id : title;
}

/// `text` as it stands between the quotes of a JSON string.
QByteArray inJson(const QString& text) {
    return QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact).mid(2).chopped(2);
}

QByteArray contentOf(const QString& resource) {
    QFile file(resource);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The files of a template, with the id and the title put in, named below `folder`.
std::vector<Piece> pieces(const QString& kind, const QString& folder, const QString& id,
                          const QString& title) {
    std::vector<Piece> result;
    QDirIterator files(QStringLiteral(":/downhill/authoring/skeleton/") + kind, QDir::Files);
    while (files.hasNext()) {
        const QString resource = files.next();
        const QString name = files.fileName();
        QByteArray content = contentOf(resource);
        content.replace("@id@", id.toUtf8());
        content.replace("@title@", name.endsWith(u".json") ? inJson(title) : title.toUtf8());
        result.push_back({folder + name, content});
    }
    return result;
}

/// The schemas that stand at the top of a course, above its lessons.
std::vector<Piece> schemas(const QStringList& names) {
    std::vector<Piece> result;
    for (const QString& name : names) {
        const QString resource = QStringLiteral(":/downhill/authoring/schema/") + name;
        if (QFile::exists(resource))
            result.push_back({name, contentOf(resource)});
    }
    return result;
}

/// Writes the pieces below `folder`; the error is the first file that could not be written.
tl::expected<void, SkeletonError> write(const std::vector<Piece>& pieces, const QString& folder) {
    const QDir dir(folder);
    for (const Piece& piece : pieces) {
        QFile file(dir.filePath(piece.name));
        if (!dir.mkpath(QFileInfo(piece.name).path()) ||
            !file.open(QIODevice::WriteOnly | QIODevice::NewOnly) ||
            file.write(piece.content) != piece.content.size() || !file.flush())
            return refuse(Code::CannotWrite, file.fileName(), file.errorString());
    }
    return {};
}

std::vector<Piece> piecesOf(const SkeletonOrder& order, const QString& title) {
    if (order.kind == SkeletonKind::Lesson)
        return pieces(QStringLiteral("lesson"), {}, order.id, title);
    const QString lesson = QStringLiteral("first-lesson");
    std::vector<Piece> result = pieces(QStringLiteral("course"), {}, order.id, title);
    for (auto& more : {pieces(QStringLiteral("lesson"), lesson + u'/', lesson, titleOf(lesson)),
                       schemas({QStringLiteral("course.schema.json"), QStringLiteral("lesson.schema.json")})})
        result.insert(result.end(), more.begin(), more.end());
    return result;
}

} // namespace

tl::expected<Skeleton, SkeletonError> writeSkeleton(const SkeletonOrder& order) {
    if (!lesson::isId(order.id))
        return refuse(Code::BadId, order.id);
    const QDir parent(order.folder);
    const QFileInfo target(parent.filePath(order.id));
    if (target.exists() || target.isSymLink())
        return refuse(Code::AlreadyThere, target.filePath());
    const QTemporaryDir beside(parent.filePath(QStringLiteral(".new-XXXXXX")));
    if (!beside.isValid())
        return refuse(Code::CannotWrite, order.folder, beside.errorString());

    const std::vector<Piece> all = piecesOf(order, order.title.isEmpty() ? titleOf(order.id) : order.title);
    const QString fresh = beside.filePath(QStringLiteral("skeleton"));
    if (auto written = write(all, fresh); !written)
        return tl::unexpected(std::move(written.error()));
    const QString schema = QStringLiteral("lesson.schema.json");
    if (order.kind == SkeletonKind::Lesson && !parent.exists(schema)) {
        if (auto written = write(schemas({schema}), order.folder); !written)
            return tl::unexpected(std::move(written.error()));
    }
    if (!QDir().rename(fresh, target.filePath()))
        return refuse(Code::CannotWrite, target.filePath());
    Skeleton skeleton{target.filePath(), {}};
    for (const Piece& piece : all)
        skeleton.files.append(piece.name);
    skeleton.files.sort();
    return skeleton;
}

} // namespace downhill::authoring
