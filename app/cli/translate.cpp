#include "cli/translate.h"

#include "cli/findings.h"
#include "lesson/reader.h"
#include "lesson/translation_update.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QHash>
#include <QSaveFile>

#include <algorithm>

namespace downhill::app::cli {

namespace {

class Translating {
    Q_DECLARE_TR_FUNCTIONS(Translating)

public:
    explicit Translating(const QString& language) : language_(language) {}

    Status run(const QString& path);

private:
    bool translateLesson(const QString& folder);
    bool translateCourse(const QString& folder);
    template <class Document>
    bool update(const Document& document, const QString& folder, QStringView name,
                const lesson::TextSources& texts);
    QHash<QString, QString> filesFor(const std::vector<lesson::SourceText>& sources, const QString& folder,
                                     const lesson::TextSources& texts) const;
    bool write(const QString& file, const QByteArray& bytes);
    bool fail(const lesson::Diagnostics& diagnostics);
    static QString summary(const lesson::TranslationUpdate& update);

    QString language_;
};

bool hasFile(const QString& folder, QStringView document) {
    return QFileInfo::exists(QDir(folder).filePath(document.toString() + QStringLiteral(".json")));
}

Status Translating::run(const QString& path) {
    const QFileInfo info(path);
    const QString folder = info.isDir() ? path : info.path();
    const bool isLesson = hasFile(folder, lesson::documents::kLesson);
    const bool done = isLesson ? translateLesson(folder) : translateCourse(folder);
    return done ? Status::Ok : Status::Failed;
}

bool Translating::translateLesson(const QString& folder) {
    const auto reading = lesson::readLesson(folder);
    if (!reading.value)
        return fail(reading.diagnostics);
    return update(*reading.value, folder, lesson::documents::kLesson, reading.texts);
}

bool Translating::translateCourse(const QString& folder) {
    const auto reading = lesson::readCourse(folder);
    if (!reading.value || lesson::hasErrors(reading.diagnostics))
        return fail(reading.diagnostics);
    bool done = update(*reading.value, folder, lesson::documents::kCourse, reading.texts);
    if (hasFile(folder, lesson::documents::kGlossary))
        done = update(reading.value->glossary, folder, lesson::documents::kGlossary, reading.texts) && done;
    if (hasFile(folder, lesson::documents::kFaq))
        done = update(reading.value->faq, folder, lesson::documents::kFaq, reading.texts) && done;
    for (const lesson::Lesson& each : reading.value->lessons)
        done = translateLesson(each.folder) && done;
    return done;
}

template <class Document>
bool Translating::update(const Document& document, const QString& folder, QStringView name,
                         const lesson::TextSources& texts) {
    const QString file = QDir(folder).filePath(lesson::translationName(name.toString(), language_));
    lesson::Reading<lesson::Translation> old{lesson::Translation{.language = language_}, {}, {}};
    if (QFileInfo::exists(file))
        old = lesson::readTranslation(folder, name.toString(), language_);
    if (!old.value)
        return fail(old.diagnostics);
    const auto sources = lesson::textsOf(document);
    const auto updated = lesson::updateTranslation(*old.value, sources, filesFor(sources, folder, texts));
    for (const lesson::TranslatedText& text : updated.translation.texts) {
        const QString own = QDir(folder).filePath(text.file);
        if (!text.file.isEmpty() && !QFileInfo::exists(own) && !write(own, {}))
            return false;
    }
    return write(file, lesson::writeTranslation(updated.translation)) &&
           print(printable(file) + QStringLiteral(": ") + summary(updated) + u'\n');
}

/// Where a text has a file of its own its translation has one too: "text.md" and "text.de.md".
QHash<QString, QString> Translating::filesFor(const std::vector<lesson::SourceText>& sources,
                                              const QString& folder, const lesson::TextSources& texts) const {
    QHash<QString, QString> names;
    for (const lesson::TextSource& text : texts) {
        if (text.file == text.document || QFileInfo(text.document).dir() != QDir(folder))
            continue;
        // A relative name would be taken for one that is already relative to the folder.
        const QFileInfo file(QDir(folder).relativeFilePath(QFileInfo(text.file).absoluteFilePath()));
        const QString name = file.completeBaseName() + u'.' + language_ + u'.' + file.suffix();
        names.insert(text.text, QDir::cleanPath(file.path() + u'/' + name));
    }
    QHash<QString, QString> files;
    for (const lesson::SourceText& source : sources) {
        if (names.contains(source.text))
            files.insert(source.key, names.value(source.text));
    }
    return files;
}

bool Translating::write(const QString& name, const QByteArray& bytes) {
    QSaveFile file(name);
    if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit())
        return true;
    printError(QStringLiteral("downhill-cli: ") +
               tr("%1 cannot be written: %2").arg(printable(name), file.errorString()) + u'\n');
    return false;
}

bool Translating::fail(const lesson::Diagnostics& diagnostics) {
    printError(describeFindings(diagnostics));
    return false;
}

QString Translating::summary(const lesson::TranslationUpdate& update) {
    return tr("texts: %1, added: %2, moved: %3, removed: %4; to translate: %5, to look through: %6")
        .arg(update.translation.texts.size())
        .arg(update.added)
        .arg(update.moved)
        .arg(update.removed)
        .arg(update.missing)
        .arg(update.stale);
}

} // namespace

Status translate(const TranslateRequest& request) {
    return Translating(request.language).run(QDir::cleanPath(request.path));
}

} // namespace downhill::app::cli
