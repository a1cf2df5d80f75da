#pragma once

#include "markup/math_spans.h"
#include "markup/page.h"

#include <md4c.h>
#include <QString>

#include <functional>
#include <vector>

namespace downhill::markup {

/// Collects what a Markdown parser says within a block: text and the spans around it become runs, characters
/// that stand for formulas become formulas. Links other than to the web, to terms and to lessons, and
/// pictures from outside the folder are refused and reported.
class RunReader {
public:
    /// Who is told of what. `at` points to the place where the parser gives it, which may be null.
    struct Listener {
        std::function<void(FindingKind, const QString& subject, const char* at)> report;
        std::function<void(ReferenceKind, const QString& target, const QString& words, const char* at)> refer;
    };

    /// `spans` must outlive it.
    RunReader(const MathSpans& spans, Listener listener);

    void enterSpan(MD_SPANTYPE type, void* detail);
    void leaveSpan(MD_SPANTYPE type);
    void readText(MD_TEXTTYPE type, const QString& string, const char* at);

    bool isEmpty() const { return runs_.empty(); }

    /// The runs so far, in which the end of a line is still a '\n'. The next begin anew.
    std::vector<Run> take();

private:
    Run styled(RunKind kind, const QString& text = QString()) const;
    void addRun(Run run);
    void addPlain(const QString& text);
    void addText(const QString& text);
    void enterLink(const QString& address);
    void leaveLink();
    void addPicture();

    const MathSpans& spans_;
    Listener listener_;
    std::vector<Run> runs_;
    int bold_ = 0;
    int italic_ = 0;
    int struck_ = 0;
    QString link_;
    QString refusedLink_;
    const char* linkAt_ = nullptr;
    int inPicture_ = 0;
    Run picture_;
    const char* pictureAt_ = nullptr;
};

/// An attribute of Markdown, such as a link's address, with its entities decoded.
QString textOf(const MD_ATTRIBUTE& attribute, const MathSpans& spans);

} // namespace downhill::markup
