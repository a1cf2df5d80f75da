#include "markup/markdown_reader.h"

#include "markup/math_spans.h"
#include "markup/run_reader.h"
#include "markup/source_places.h"

#include <md4c.h>
#include <QRegularExpression>

#include <algorithm>
#include <functional>
#include <tuple>
#include <utility>

namespace downhill::markup {

namespace {

constexpr qsizetype kMaxCharacters = 256 * 1024;
constexpr std::size_t kMaxDepth = 12;
constexpr std::size_t kMaxFindings = 1000;
constexpr qsizetype kFarAddress = 4096; // bytes behind the text of its link
constexpr qsizetype kMaxTitle = 40;     // characters of a tab's

/// What ```python tab="PyTorch" says of its tab; empty where it says nothing.
QString tabTitle(const QString& info) {
    static const QRegularExpression pattern(QStringLiteral("\\stab=\"([^\"]*)\""));
    return pattern.match(info).captured(1).trimmed().left(kMaxTitle);
}

bool isContainer(MD_BLOCKTYPE type) {
    return type == MD_BLOCK_UL || type == MD_BLOCK_OL || type == MD_BLOCK_LI || type == MD_BLOCK_QUOTE;
}

void trimEnds(std::vector<Run>& runs) {
    const auto isBlank = [](const Run& run) {
        return run.kind == RunKind::LineBreak || (run.kind == RunKind::Text && run.text.trimmed().isEmpty());
    };
    while (!runs.empty() && isBlank(runs.front())) {
        runs.erase(runs.begin());
    }
    while (!runs.empty() && isBlank(runs.back())) {
        runs.pop_back();
    }
    const auto isSpace = [](QChar c) { return c == u' ' || c == u'\n'; };
    while (!runs.empty() && runs.front().kind == RunKind::Text && isSpace(runs.front().text.front())) {
        runs.front().text.remove(0, 1);
    }
    while (!runs.empty() && runs.back().kind == RunKind::Text && isSpace(runs.back().text.back())) {
        runs.back().text.chop(1);
    }
}

/// The end of a line within a paragraph is kept until callouts have been told apart; then it is a space.
void joinLines(std::vector<Run>& runs) {
    for (Run& run : runs) {
        if (run.kind == RunKind::Text) {
            run.text.replace(u'\n', u' ');
        }
    }
}

class Reader {
public:
    explicit Reader(MathSpans spans)
        : spans_(std::move(spans)), bytes_(spans_.text.toUtf8()), places_(spans_, bytes_),
          runs_(spans_,
                {[this](FindingKind kind, const QString& subject, const char* at) {
                     report(kind, placeOfAddress(at), subject);
                 },
                 [this](ReferenceKind kind, const QString& target, const QString& words, const char* at) {
                     const Place place = placeOfAddress(at);
                     references_.push_back({kind, target, words, place.line, place.column});
                 }}) {
        open_.emplace_back();
    }

    Page run() {
        MD_PARSER parser{};
        parser.flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_PERMISSIVEURLAUTOLINKS |
                       MD_FLAG_NOHTMLBLOCKS | MD_FLAG_NOINDENTEDCODEBLOCKS;
        parser.enter_block = [](MD_BLOCKTYPE type, void* detail, void* self) {
            static_cast<Reader*>(self)->enterBlock(type, detail);
            return 0;
        };
        parser.leave_block = [](MD_BLOCKTYPE type, void*, void* self) {
            static_cast<Reader*>(self)->leaveBlock(type);
            return 0;
        };
        parser.enter_span = [](MD_SPANTYPE type, void* detail, void* self) {
            static_cast<Reader*>(self)->runs_.enterSpan(type, detail);
            return 0;
        };
        parser.leave_span = [](MD_SPANTYPE type, void*, void* self) {
            static_cast<Reader*>(self)->runs_.leaveSpan(type);
            return 0;
        };
        parser.text = [](MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* self) {
            static_cast<Reader*>(self)->readText(type, text, size);
            return 0;
        };
        md_parse(bytes_.constData(), static_cast<MD_SIZE>(bytes_.size()), &parser, this);

        Page page;
        page.blocks = std::move(open_.front().children);
        page.formulas = std::move(spans_.formulas);
        page.findings = std::move(spans_.findings);
        page.references = std::move(references_);
        std::stable_sort(page.findings.begin(), page.findings.end(), [](const Finding& a, const Finding& b) {
            return std::tie(a.line, a.column) < std::tie(b.line, b.column);
        });
        return page;
    }

private:
    bool isOurs(const char* text) const {
        const std::less<> before; // also of pointers to different things
        return text != nullptr && !before(text, bytes_.constData()) &&
               before(text, bytes_.constData() + bytes_.size());
    }

    /// Of what the parser points to, and otherwise of the last text.
    Place placeOf(const char* text) {
        if (isOurs(text)) {
            lastOffset_ = text - bytes_.constData();
        }
        return places_.at(lastOffset_);
    }

    /// Of an address behind the text at hand. What has escapes is a copy, and what stands in a definition is
    /// elsewhere: then the text has to do.
    Place placeOfAddress(const char* address) {
        const char* text = bytes_.constData() + lastOffset_;
        const bool isNear = isOurs(address) && address >= text && address - text < kFarAddress &&
                            std::find(text, address, '\n') == address;
        return placeOf(isNear ? address : nullptr);
    }

    void report(FindingKind kind, Place place, const QString& subject) {
        if (spans_.findings.size() < kMaxFindings) {
            spans_.findings.push_back({kind, place.line, place.column, subject});
        }
    }

    // Blocks

    void enterBlock(MD_BLOCKTYPE type, void* detail) {
        endOfItemText();
        paragraph_ = {};
        if (isContainer(type)) {
            enterContainer(type, detail);
            return;
        }
        switch (type) {
        case MD_BLOCK_H:
            leaf_ = Block{BlockKind::Heading};
            leaf_.level = static_cast<int>(static_cast<MD_BLOCK_H_DETAIL*>(detail)->level);
            break;
        case MD_BLOCK_CODE: {
            const auto* code = static_cast<MD_BLOCK_CODE_DETAIL*>(detail);
            leaf_ = Block{BlockKind::Code};
            leaf_.language = textOf(code->lang, spans_);
            leaf_.title = tabTitle(textOf(code->info, spans_));
            if (code->lang.size > 0) {
                const Place place = placeOf(code->lang.text);
                leaf_.line = place.line;
                leaf_.column = place.column;
            }
            codeText_.clear();
            break;
        }
        case MD_BLOCK_TABLE:
            leaf_ = Block{BlockKind::Table};
            break;
        case MD_BLOCK_TR:
            leaf_.rows.emplace_back();
            break;
        case MD_BLOCK_TH:
        case MD_BLOCK_TD: {
            const MD_ALIGN align = static_cast<MD_BLOCK_TD_DETAIL*>(detail)->align;
            leaf_.rows.back().emplace_back();
            leaf_.rows.back().back().align = align == MD_ALIGN_CENTER  ? Align::Centre
                                             : align == MD_ALIGN_RIGHT ? Align::Right
                                                                       : Align::Left;
            break;
        }
        default:
            break;
        }
        inCode_ = type == MD_BLOCK_CODE;
    }

    void enterContainer(MD_BLOCKTYPE type, void* detail) {
        if (open_.size() > kMaxDepth) {
            tooDeep_ = tooDeep_ || flattened_ == 0; // told once there is a text, and so a place
            ++flattened_;
            return;
        }
        Block block;
        if (type == MD_BLOCK_LI) {
            block.kind = BlockKind::Item;
        } else if (type == MD_BLOCK_QUOTE) {
            block.kind = BlockKind::Quote;
        } else if (type == MD_BLOCK_UL) {
            block.kind = BlockKind::List;
            block.tight = static_cast<MD_BLOCK_UL_DETAIL*>(detail)->is_tight != 0;
        } else {
            const auto* list = static_cast<MD_BLOCK_OL_DETAIL*>(detail);
            block.kind = BlockKind::List;
            block.ordered = true;
            block.tight = list->is_tight != 0;
            block.first = static_cast<int>(list->start);
        }
        open_.push_back(std::move(block));
    }

    void leaveBlock(MD_BLOCKTYPE type) {
        if (isContainer(type)) {
            endOfItemText();
            leaveContainer();
            return;
        }
        switch (type) {
        case MD_BLOCK_P:
            addParagraph();
            break;
        case MD_BLOCK_H:
            leaf_.runs = runs_.take();
            joinLines(leaf_.runs);
            add(std::move(leaf_));
            break;
        case MD_BLOCK_HR:
            add(Block{BlockKind::Rule});
            break;
        case MD_BLOCK_CODE:
            inCode_ = false;
            tellIfTooDeep(nullptr);
            if (codeText_.endsWith(u'\n')) {
                codeText_.chop(1);
            }
            leaf_.code = {CodeToken{QString(), codeText_}};
            add(std::move(leaf_));
            break;
        case MD_BLOCK_TH:
        case MD_BLOCK_TD:
            leaf_.rows.back().back().runs = runs_.take();
            joinLines(leaf_.rows.back().back().runs);
            break;
        case MD_BLOCK_TABLE:
            add(std::move(leaf_));
            break;
        default:
            break;
        }
    }

    void leaveContainer() {
        if (flattened_ > 0) {
            tellIfTooDeep(nullptr);
            --flattened_;
            return;
        }
        Block block = std::move(open_.back());
        open_.pop_back();
        if (block.kind == BlockKind::Quote) {
            makeCallout(block);
        }
        for (Block& child : block.children) {
            joinLines(child.runs);
        }
        add(std::move(block));
    }

    void add(Block block) {
        std::vector<Block>& siblings = open_.back().children;
        if (block.title.isEmpty()) {
            siblings.push_back(std::move(block));
            return;
        }
        // A second tab of the same title begins another set.
        const auto isAlike = [&](const Block& tab) { return tab.title == block.title; };
        if (siblings.empty() || siblings.back().kind != BlockKind::Tabs ||
            std::any_of(siblings.back().children.begin(), siblings.back().children.end(), isAlike)) {
            siblings.emplace_back().kind = BlockKind::Tabs;
        }
        siblings.back().children.push_back(std::move(block));
    }

    /// Items of a tight list hold their text without a paragraph around it.
    void endOfItemText() {
        if (!runs_.isEmpty()) {
            addParagraph();
        }
    }

    /// A paragraph of the runs so far; a display formula in it becomes a block of its own, and so does a
    /// picture that stands in it alone.
    void addParagraph() {
        const Place begin = std::exchange(paragraph_, {});
        std::vector<Run> part;
        const auto flush = [&] {
            trimEnds(part);
            if (!part.empty()) {
                const bool isPicture = part.size() == 1 && part.front().kind == RunKind::Picture;
                Block block{isPicture ? BlockKind::Picture : BlockKind::Paragraph};
                block.line = begin.line;
                block.column = begin.column;
                block.runs = std::move(part);
                if (open_.back().kind != BlockKind::Quote) {
                    joinLines(block.runs);
                }
                add(std::move(block));
            }
            part.clear();
        };
        for (Run& run : runs_.take()) {
            if (run.kind == RunKind::Formula &&
                spans_.formulas[static_cast<std::size_t>(run.formula)].display) {
                flush();
                Block block{BlockKind::Formula};
                block.runs.push_back(std::move(run));
                add(std::move(block));
            } else {
                part.push_back(std::move(run));
            }
        }
        flush();
    }

    /// A quotation that begins with [!NOTE] and the like: the rest of that line is the title.
    void makeCallout(Block& block) {
        static const QRegularExpression pattern(QStringLiteral("^\\[!(\\w+)\\][ \\t]*"));
        if (block.children.empty() || block.children.front().kind != BlockKind::Paragraph) {
            return;
        }
        std::vector<Run>& runs = block.children.front().runs;
        const QRegularExpressionMatch match = pattern.match(runs.front().text);
        if (runs.front().kind != RunKind::Text || !match.hasMatch()) {
            return;
        }
        const QString word = match.captured(1).toUpper();
        if (word == u"NOTE") {
            block.callout = CalloutKind::Note;
        } else if (word == u"TIP") {
            block.callout = CalloutKind::Tip;
        } else if (word == u"WARNING") {
            block.callout = CalloutKind::Warning;
        } else {
            const Block& paragraph = block.children.front();
            report(FindingKind::UnknownCallout, {paragraph.line, paragraph.column}, match.captured(1));
            return;
        }
        block.kind = BlockKind::Callout;
        runs.front().text.remove(0, match.capturedLength());
        while (!runs.empty()) {
            Run& run = runs.front();
            if (run.kind == RunKind::LineBreak) {
                runs.erase(runs.begin());
                break;
            }
            const qsizetype end = run.kind == RunKind::Text ? run.text.indexOf(u'\n') : -1;
            if (end >= 0) {
                Run title = run;
                title.text.truncate(end);
                block.runs.push_back(std::move(title));
                run.text.remove(0, end + 1);
                break;
            }
            block.runs.push_back(std::move(run));
            runs.erase(runs.begin());
        }
        trimEnds(block.runs);
        trimEnds(runs);
        if (runs.empty()) {
            block.children.erase(block.children.begin());
        }
    }

    void readText(MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size) {
        if (isOurs(text)) {
            lastOffset_ = text - bytes_.constData();
        }
        tellIfTooDeep(text);
        const QString string = QString::fromUtf8(text, static_cast<qsizetype>(size));
        if (inCode_) {
            codeText_ += restored(string, spans_);
            if (leaf_.line == 0) {
                leaf_.line = std::max(1, placeOf(text).line - 1);
                leaf_.column = 1;
            }
            return;
        }
        if (paragraph_.line == 0) {
            paragraph_ = placeOf(text);
        }
        runs_.readText(type, string, text);
    }

    void tellIfTooDeep(const char* at) {
        if (std::exchange(tooDeep_, false)) {
            report(FindingKind::NestedTooDeep, placeOf(at), QString());
        }
    }

    MathSpans spans_;
    QByteArray bytes_;
    SourcePlaces places_;
    qsizetype lastOffset_ = 0;
    Place paragraph_{}; // of the first text of the paragraph that we are in
    std::vector<Reference> references_;

    std::vector<Block> open_; // the containers we are in; the first is the page
    int flattened_ = 0;
    bool tooDeep_ = false;
    Block leaf_;
    bool inCode_ = false;
    QString codeText_;

    RunReader runs_;
};

} // namespace

Page readMarkdown(const QString& markdown) {
    Page page = Reader(takeOutFormulas(markdown.left(kMaxCharacters))).run();
    if (markdown.size() > kMaxCharacters) {
        const QString read = markdown.left(kMaxCharacters);
        const qsizetype lineStart = read.lastIndexOf(u'\n') + 1;
        page.findings.push_back({FindingKind::TooLong, static_cast<int>(read.count(u'\n')) + 1,
                                 static_cast<int>(read.mid(lineStart).toUcs4().size()) + 1, QString()});
    }
    return page;
}

} // namespace downhill::markup
