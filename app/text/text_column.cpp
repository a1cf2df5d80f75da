#include "text/text_column.h"

#include "markup/plain_text.h"
#include "text/code_tabs.h"
#include "text/markup_service.h"
#include "text/markup_view.h"
#include "text/text_context.h"
#include "theme/theme.h"

#include <QLayoutItem>
#include <QVBoxLayout>

#include <memory>
#include <utility>

namespace downhill::app {

TextColumn::TextColumn(TextContext& context, QWidget* parent)
    : QWidget(parent), context_(context), column_(new QVBoxLayout(this)) {
    column_->setContentsMargins(0, 0, 0, 0);
    column_->setSpacing(space::kM);
}

void TextColumn::setMarkdown(const QString& markdown) {
    markdown_ = markdown;
    context_.markup().prepare(markdown, this, [this, markdown](const markup::Page& page) {
        if (markdown != markdown_)
            return;
        page_ = page;
        showPage();
        Q_EMIT prepared();
    });
}

QString TextColumn::spokenText() const {
    return markup::plainText(page_, MarkupView::wording());
}

void TextColumn::showPage() {
    while (const std::unique_ptr<QLayoutItem> item{column_->takeAt(0)})
        delete item->widget();
    std::vector<markup::Block> text;
    for (const markup::Block& block : page_.blocks) {
        if (block.kind == markup::BlockKind::Tabs) {
            addText(std::exchange(text, {}));
            column_->addWidget(new CodeTabs(block, context_, this));
        } else {
            text.push_back(block);
        }
    }
    addText(std::move(text));
}

void TextColumn::addText(std::vector<markup::Block> blocks) {
    if (blocks.empty())
        return;
    auto* view = new MarkupView(context_, this);
    markup::Page part;
    part.blocks = std::move(blocks);
    part.formulas = page_.formulas;
    view->setPage(part);
    column_->addWidget(view);
}

} // namespace downhill::app
