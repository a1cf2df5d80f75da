#include "markup/markdown_reader.h"

#include "markup/math_spans.h"
#include "markup/run_reader.h"

#include <md4c.h>
#include <QRegularExpression>

#include <algorithm>

namespace downhill::markup {

namespace {

constexpr qsizetype kMaxCharacters = 256 * 1024;
constexpr std::size_t kMaxDepth = 12;

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
        : spans_(std::move(spans)), bytes_(spans_.text.toUtf8()),
          runs_(spans_, [this](FindingKind kind, const QString& subject) {
              report(kind, lineOf(nullptr), subject);
          }) {
        for (qsizetype i = 0; i < bytes_.size(); ++i) {
            if (bytes_[i] == '\n') {
                lineEnds_.push_back(i);
            }
        }
        open_.emplace_back();
    }

    Page run() {
        MD_PARSER parser{};
        parser.flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_PERMISSIVEURLAUTOLINKS |
                       MD_FLAG_NOHTML | MD_FLAG_NOINDENTEDCODEBLOCKS;
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
        return page;
    }

private:
    int lineOf(const char* text) const {
        const char* begin = bytes_.constData();
        const qsizetype offset = text >= begin && text < begin + bytes_.size() ? text - begin : lastOffset_;
        const auto line = static_cast<std::size_t>(
            std::lower_bound(lineEnds_.begin(), lineEnds_.end(), offset) - lineEnds_.begin());
        return line < spans_.lines.size() ? spans_.lines[line] : 0;
    }

    void report(FindingKind kind, int line, const QString& subject) {
        spans_.findings.push_back({kind, line, subject});
    }

    // Blocks

    void enterBlock(MD_BLOCKTYPE type, void* detail) {
        endOfItemText();
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
            leaf_.line = code->lang.size > 0 ? lineOf(code->lang.text) : 0;
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
            if (flattened_ == 0) {
                report(FindingKind::NestedTooDeep, lineOf(nullptr), QString());
            }
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

    void add(Block block) { open_.back().children.push_back(std::move(block)); }

    /// Items of a tight list hold their text without a paragraph around it.
    void endOfItemText() {
        if (!runs_.isEmpty()) {
            addParagraph();
        }
    }

    /// A paragraph of the runs so far; a display formula in it becomes a block of its own.
    void addParagraph() {
        std::vector<Run> part;
        const auto flush = [&] {
            trimEnds(part);
            if (!part.empty()) {
                Block block{BlockKind::Paragraph};
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
            report(FindingKind::UnknownCallout, lineOf(nullptr), match.captured(1));
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
        if (text >= bytes_.constData() && text < bytes_.constData() + bytes_.size()) {
            lastOffset_ = text - bytes_.constData();
        }
        const QString string = QString::fromUtf8(text, static_cast<qsizetype>(size));
        if (inCode_) {
            codeText_ += restored(string, spans_);
            if (leaf_.line == 0) {
                leaf_.line = std::max(1, lineOf(text) - 1);
            }
            return;
        }
        runs_.readText(type, string);
    }

    MathSpans spans_;
    QByteArray bytes_;
    std::vector<qsizetype> lineEnds_;
    qsizetype lastOffset_ = 0;

    std::vector<Block> open_; // the containers we are in; the first is the page
    int flattened_ = 0;
    Block leaf_;
    bool inCode_ = false;
    QString codeText_;

    RunReader runs_;
};

} // namespace

Page readMarkdown(const QString& markdown) {
    Page page = Reader(takeOutFormulas(markdown.left(kMaxCharacters))).run();
    if (markdown.size() > kMaxCharacters) {
        page.findings.push_back({FindingKind::TooLong, 0, QString()});
    }
    return page;
}

} // namespace downhill::markup
