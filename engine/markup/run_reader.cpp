#include "markup/run_reader.h"

#include "markup/entities.h"

#include <QRegularExpression>
#include <QUrl>

#include <utility>

namespace downhill::markup {

namespace {

bool sameStyle(const Run& a, const Run& b) {
    return a.kind == b.kind && a.bold == b.bold && a.italic == b.italic && a.struck == b.struck &&
           a.target == b.target;
}

constexpr QStringView kTerm = u"glossary:";
constexpr QStringView kLesson = u"lesson:";

/// Whether an address is that of a term or a lesson: the scheme and an id.
bool isInner(const QString& address) {
    static const QRegularExpression pattern(QStringLiteral("^(glossary|lesson):[a-z0-9-]{1,64}$"));
    return pattern.match(address).hasMatch();
}

/// A relative path of letters, digits, `-`, `_` and `.` that stays within its folder.
bool isPictureName(const QString& name) {
    static const QRegularExpression pattern(QStringLiteral("^[\\w-][\\w.-]*(/[\\w-][\\w.-]*)*$"));
    return pattern.match(name).hasMatch();
}

} // namespace

QString textOf(const MD_ATTRIBUTE& attribute, const MathSpans& spans) {
    QString out;
    for (int i = 0; attribute.size > 0 && attribute.substr_offsets[i] < attribute.size; ++i) {
        const MD_OFFSET begin = attribute.substr_offsets[i];
        const QString part = QString::fromUtf8(
            attribute.text + begin, static_cast<qsizetype>(attribute.substr_offsets[i + 1] - begin));
        out += attribute.substr_types[i] == MD_TEXT_ENTITY ? decodedEntity(part) : part;
    }
    return restored(out, spans);
}

RunReader::RunReader(const MathSpans& spans, Listener listener)
    : spans_(spans), listener_(std::move(listener)) {}

std::vector<Run> RunReader::take() {
    std::vector<Run> runs = std::move(runs_);
    runs_.clear();
    return runs;
}

Run RunReader::styled(RunKind kind, const QString& text) const {
    Run run;
    run.kind = kind;
    run.text = text;
    run.bold = bold_ > 0;
    run.italic = italic_ > 0;
    run.struck = struck_ > 0;
    run.target = link_;
    return run;
}

void RunReader::addRun(Run run) {
    const bool joins = run.kind == RunKind::Text || run.kind == RunKind::Code;
    if (joins && !runs_.empty() && sameStyle(runs_.back(), run)) {
        runs_.back().text += run.text;
    } else {
        runs_.push_back(std::move(run));
    }
}

void RunReader::addPlain(const QString& text) {
    if (inPicture_ > 0) {
        picture_.text += text;
    } else {
        addRun(styled(RunKind::Text, text));
    }
}

/// Adds text in which characters may stand for formulas.
void RunReader::addText(const QString& text) {
    if (inPicture_ > 0) {
        picture_.text += restored(text, spans_);
        return;
    }
    QString plain;
    for (qsizetype i = 0; i < text.size(); ++i) {
        std::optional<int> formula;
        if (text[i].isHighSurrogate() && i + 1 < text.size()) {
            formula = formulaOf(QChar::surrogateToUcs4(text[i], text[i + 1]));
        }
        if (!formula) {
            plain += text[i];
            continue;
        }
        if (!plain.isEmpty()) {
            addRun(styled(RunKind::Text, plain));
            plain.clear();
        }
        Run run = styled(RunKind::Formula);
        run.formula = *formula;
        addRun(std::move(run));
        ++i;
    }
    if (!plain.isEmpty()) {
        addRun(styled(RunKind::Text, plain));
    }
}

void RunReader::enterSpan(MD_SPANTYPE type, void* detail) {
    switch (type) {
    case MD_SPAN_STRONG:
        ++bold_;
        break;
    case MD_SPAN_EM:
        ++italic_;
        break;
    case MD_SPAN_DEL:
        ++struck_;
        break;
    case MD_SPAN_A:
        linkAt_ = static_cast<MD_SPAN_A_DETAIL*>(detail)->href.text;
        enterLink(textOf(static_cast<MD_SPAN_A_DETAIL*>(detail)->href, spans_));
        break;
    case MD_SPAN_IMG:
        if (inPicture_++ == 0) {
            picture_ = styled(RunKind::Picture);
            pictureAt_ = static_cast<MD_SPAN_IMG_DETAIL*>(detail)->src.text;
            picture_.target = textOf(static_cast<MD_SPAN_IMG_DETAIL*>(detail)->src, spans_);
        }
        break;
    default:
        break;
    }
}

void RunReader::leaveSpan(MD_SPANTYPE type) {
    switch (type) {
    case MD_SPAN_STRONG:
        --bold_;
        break;
    case MD_SPAN_EM:
        --italic_;
        break;
    case MD_SPAN_DEL:
        --struck_;
        break;
    case MD_SPAN_A:
        leaveLink();
        break;
    case MD_SPAN_IMG:
        if (--inPicture_ == 0) {
            addPicture();
        }
        break;
    default:
        break;
    }
}

void RunReader::enterLink(const QString& address) {
    const QUrl url(address, QUrl::StrictMode);
    const bool web = url.scheme() == u"http" || url.scheme() == u"https";
    if (url.isValid() && web && !url.host().isEmpty()) {
        link_ = url.toString(QUrl::FullyEncoded);
    } else if (isInner(address)) {
        link_ = address;
    } else {
        refusedLink_ = address.isEmpty() ? QStringLiteral("()") : address;
    }
}

void RunReader::leaveLink() {
    if (!refusedLink_.isEmpty()) {
        listener_.report(FindingKind::RefusedLink, refusedLink_, linkAt_);
    } else if (link_.startsWith(kTerm)) {
        listener_.refer(ReferenceKind::Term, link_.mid(kTerm.size()), QString(), linkAt_);
    } else if (link_.startsWith(kLesson)) {
        listener_.refer(ReferenceKind::Lesson, link_.mid(kLesson.size()), QString(), linkAt_);
    }
    refusedLink_.clear();
    link_.clear();
}

void RunReader::addPicture() {
    if (!isPictureName(picture_.target)) {
        listener_.report(FindingKind::RefusedPicture, picture_.target, pictureAt_);
        picture_.target.clear();
    } else {
        listener_.refer(ReferenceKind::Picture, picture_.target, picture_.text, pictureAt_);
    }
    addRun(std::move(picture_));
}

void RunReader::readText(MD_TEXTTYPE type, const QString& string, const char* at) {
    switch (type) {
    case MD_TEXT_HTML:
        if (string.startsWith(u'<')) {
            listener_.report(FindingKind::HtmlInText, restored(string, spans_), at);
        }
        addText(string);
        break;
    case MD_TEXT_NULLCHAR:
        addText(QString(QChar::ReplacementCharacter));
        break;
    case MD_TEXT_BR:
        addRun(styled(RunKind::LineBreak));
        break;
    case MD_TEXT_SOFTBR:
        addText(QStringLiteral("\n"));
        break;
    case MD_TEXT_ENTITY:
        addPlain(decodedEntity(string));
        break;
    case MD_TEXT_CODE:
        if (inPicture_ > 0) {
            addText(string);
        } else {
            addRun(styled(RunKind::Code, restored(string, spans_)));
        }
        break;
    default:
        addText(string);
    }
}

} // namespace downhill::markup
