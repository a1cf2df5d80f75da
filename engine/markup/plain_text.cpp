#include "markup/plain_text.h"

#include "markup/properties.h"

#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextTable>

#include <algorithm>

namespace downhill::markup {

namespace {

class Speaker {
public:
    Speaker(const Page& page, const Wording& wording) : page_(page), wording_(wording) {}

    /// Each block's lines; `indent` goes before each of them.
    QString blocks(const std::vector<Block>& blocks, const QString& indent, bool tight) const {
        QStringList parts;
        for (const Block& block : blocks) {
            parts << text(block, indent);
        }
        return parts.join(tight ? QStringLiteral("\n") : QStringLiteral("\n\n"));
    }

private:
    QString text(const Block& block, const QString& indent) const {
        switch (block.kind) {
        case BlockKind::Paragraph:
        case BlockKind::Heading:
        case BlockKind::Formula:
        case BlockKind::Picture:
            return indent + runs(block.runs);
        case BlockKind::Code: {
            QString code = block.title.isEmpty() ? QString() : block.title + u'\n';
            for (const CodeToken& token : block.code) {
                code += token.text;
            }
            return indent + code.replace(u'\n', u'\n' + indent);
        }
        case BlockKind::Rule:
            return indent + QStringLiteral("---");
        case BlockKind::List:
            return list(block, indent);
        case BlockKind::Table:
            return table(block, indent);
        case BlockKind::Callout: {
            const QString title = block.runs.empty() ? titleOf(block.callout) : runs(block.runs);
            return indent + title +
                   (block.children.empty() ? QString() : u'\n' + blocks(block.children, indent, false));
        }
        case BlockKind::Tabs:
        case BlockKind::Item:
        case BlockKind::Quote:
            return blocks(block.children, indent, false);
        }
        return {};
    }

    QString titleOf(CalloutKind kind) const {
        return kind == CalloutKind::Note  ? wording_.note
               : kind == CalloutKind::Tip ? wording_.tip
                                          : wording_.warning;
    }

    QString list(const Block& block, const QString& indent) const {
        QStringList items;
        int number = block.first;
        for (const Block& item : block.children) {
            const QString marker = block.ordered ? QString::number(number++) + QStringLiteral(". ")
                                                 : kBullet + QStringLiteral(" ");
            const QString inner = indent + QString(marker.size(), u' ');
            items << indent + marker + blocks(item.children, inner, block.tight).mid(inner.size());
        }
        return items.join(block.tight ? QStringLiteral("\n") : QStringLiteral("\n\n"));
    }

    QString table(const Block& block, const QString& indent) const {
        QStringList rows;
        for (const auto& row : block.rows) {
            QStringList cells;
            for (const Cell& cell : row) {
                cells << runs(cell.runs);
            }
            rows << indent + cells.join(u'\t');
        }
        return rows.join(u'\n');
    }

    QString runs(const std::vector<Run>& runs) const {
        QString out;
        for (const Run& run : runs) {
            switch (run.kind) {
            case RunKind::Text:
            case RunKind::Code:
                out += run.text;
                break;
            case RunKind::Formula: {
                const PlacedFormula& formula = page_.formulas[static_cast<std::size_t>(run.formula)];
                out += inDollars(formula.tex, formula.display);
                break;
            }
            case RunKind::Picture:
                out += pictureInWords(run, wording_);
                break;
            case RunKind::LineBreak:
                out += u'\n';
                break;
            }
        }
        return out;
    }

    const Page& page_;
    const Wording& wording_;
};

/// The part of a block between two positions of the document.
QString blockText(const QTextBlock& block, int from, int to) {
    QString out;
    for (auto it = block.begin(); !it.atEnd(); ++it) {
        const QTextFragment fragment = it.fragment();
        const int start = std::max(from, fragment.position());
        const int end = std::min(to, fragment.position() + fragment.length());
        if (start >= end) {
            continue;
        }
        if (fragment.charFormat().hasProperty(kTex)) {
            const QTextCharFormat format = fragment.charFormat();
            out += (format.stringProperty(kTex) + format.stringProperty(kTail)).repeated(end - start);
        } else {
            out += fragment.text().mid(start - fragment.position(), end - start);
        }
    }
    out.remove(QChar::ObjectReplacementCharacter);
    return out.replace(QChar::LineSeparator, u'\n').replace(QChar::Nbsp, u' ');
}

QString separator(const QTextBlock& before, const QTextBlock& block) {
    const QTextTable* table = QTextCursor(block).currentTable();
    if (table != nullptr && table == QTextCursor(before).currentTable()) {
        const QTextTableCell a = table->cellAt(before.position());
        const QTextTableCell b = table->cellAt(block.position());
        if (a != b) {
            return a.row() == b.row() ? QStringLiteral("\t") : QStringLiteral("\n");
        }
    }
    const bool close =
        (before.blockFormat().boolProperty(kCodeLine) && block.blockFormat().boolProperty(kCodeLine)) ||
        (before.blockFormat().hasProperty(kMarker) && block.blockFormat().hasProperty(kMarker));
    return close ? QStringLiteral("\n") : QStringLiteral("\n\n");
}

/// An empty block that Qt keeps before, between and after tables.
bool isFiller(const QTextBlock& block) {
    return block.length() == 1 && QTextCursor(block).currentTable() == nullptr &&
           !block.blockFormat().hasProperty(kMarker);
}

} // namespace

QString plainText(const Page& page, const Wording& wording) {
    return Speaker(page, wording).blocks(page.blocks, QString(), false);
}

QString selectedText(const QTextCursor& selection) {
    QString out;
    if (!selection.hasSelection()) {
        return out;
    }
    const int from = selection.selectionStart();
    const int to = selection.selectionEnd();
    QTextBlock before;
    for (QTextBlock block = selection.document()->findBlock(from); block.isValid() && block.position() < to;
         block = block.next()) {
        if (isFiller(block)) {
            continue;
        }
        if (before.isValid()) {
            out += separator(before, block);
        }
        if (block.blockFormat().hasProperty(kMarker) && block.position() >= from) {
            const int nesting = block.blockFormat().intProperty(kNesting);
            out += QString(2 * nesting, u' ') + block.blockFormat().stringProperty(kMarker) + u' ';
        }
        out += block.blockFormat().boolProperty(kRule) ? QStringLiteral("---") : blockText(block, from, to);
        before = block;
    }
    return out;
}

} // namespace downhill::markup
