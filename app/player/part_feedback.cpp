#include "player/part_feedback.h"

#include "text/markup_view.h"
#include "theme/look.h"
#include "theme/theme.h"

#include <QLabel>
#include <QVBoxLayout>

namespace downhill::app {

PartFeedback::PartFeedback(TextContext& context, QWidget* parent)
    : QFrame(parent), part_(new QLabel(this)), text_(new MarkupView(context, this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::kM, space::kS, space::kM, space::kS);
    column->setSpacing(space::kXs);
    setLook(part_, "value");
    part_->setTextFormat(Qt::PlainText);
    part_->setWordWrap(true);
    column->addWidget(part_);
    column->addWidget(text_);
    hide();
}

void PartFeedback::say(const char* look, const QString& markdown, const QString& part) {
    setVisible(!markdown.isEmpty() || !part.isEmpty());
    if (isHidden())
        return;
    setLook(this, look);
    part_->setText(part);
    part_->setVisible(!part.isEmpty());
    text_->setMarkdown(markdown);
    text_->setVisible(!markdown.isEmpty());
}

} // namespace downhill::app
