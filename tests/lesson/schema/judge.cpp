#include "lesson/reader.h"
#include "lesson/translation.h"

#include <QFileInfo>
#include <QTextStream>

#include <cstdio>

using namespace downhill::lesson;
using namespace Qt::StringLiterals;

/// Says of documents what the reader finds wrong with them. A line of input is a file name; its line of
/// output is the findings that are errors, divided by tabs, each a rule and a JSON path.
namespace {

Diagnostics findingsOf(const QString& file) {
    const QFileInfo info(file);
    const QString name = info.fileName();
    if (name == u"lesson.json")
        return readLesson(info.path()).diagnostics;
    if (name == u"course.json" || name == u"glossary.json" || name == u"faq.json")
        return readCourse(info.path()).diagnostics;
    if (name.startsWith(u"lesson."))
        return readTranslation(info.path(), u"lesson"_s, name.section(u'.', 1, 1)).diagnostics;
    return readExperiment(file).diagnostics;
}

} // namespace

int main() {
    QTextStream in(stdin);
    QTextStream out(stdout);
    QString file;
    while (in.readLineInto(&file)) {
        QStringList errors;
        for (const Diagnostic& each : findingsOf(file)) {
            if (severityOf(each.rule) == Severity::Error && QFileInfo(each.file) == QFileInfo(file))
                errors.append(ruleId(each.rule) + u' ' + each.path);
        }
        out << errors.join(u'\t') << Qt::endl;
    }
}
