#include "fuzz_target.h"
#include "markup/markdown_reader.h"
#include "markup/math_spans.h"
#include "markup/plain_text.h"
#include "promise.h"

#include <QByteArrayView>
#include <QString>
#include <QStringList>

#include <algorithm>

namespace {

using namespace downhill;
using fuzzing::require;

constexpr int kMostLevels = 32; // the reader shows flat what is nested deeper than 12

void checkTarget(const markup::Run& run) {
    if (run.target.isEmpty())
        return;
    if (run.kind == markup::RunKind::Picture) {
        require(!run.target.split(u'/').contains(QStringLiteral("..")), "a picture is of its folder");
        return;
    }
    const QStringList schemes{QStringLiteral("http"), QStringLiteral("https"), QStringLiteral("glossary"),
                              QStringLiteral("lesson")};
    require(schemes.contains(run.target.section(u':', 0, 0).toLower()), "a link is of a known kind");
}

void check(const std::vector<markup::Block>& blocks, int level) {
    require(level < kMostLevels, "a page is not deep");
    for (const markup::Block& block : blocks) {
        std::for_each(block.runs.begin(), block.runs.end(), checkTarget);
        for (const std::vector<markup::Cell>& row : block.rows) {
            for (const markup::Cell& cell : row)
                std::for_each(cell.runs.begin(), cell.runs.end(), checkTarget);
        }
        check(block.children, level + 1);
    }
}

} // namespace

/// The bytes are a text of a lesson: formulas are taken out of it, it is read, and said in words.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const QString text = QString::fromUtf8(QByteArrayView(data, qsizetype(size)));
    const markup::MathSpans spans = markup::takeOutFormulas(text);
    require(spans.sources.size() == spans.formulas.size(), "every formula is kept as it was written");
    require(markup::restored(spans.text, spans) == spans.source, "formulas come back as they were written");
    const markup::Page page = markup::readMarkdown(text);
    check(page.blocks, 0);
    markup::plainText(page);
    return 0;
}
