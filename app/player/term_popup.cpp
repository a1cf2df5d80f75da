#include "player/term_popup.h"

#include "text/code_fence.h"
#include "text/markup_view.h"
#include "text/text_context.h"
#include "theme/appearance.h"
#include "theme/look.h"

#include <QLabel>
#include <QPushButton>
#include <QScreen>
#include <QVBoxLayout>

#include <algorithm>

namespace downhill::app {
namespace {

constexpr int kWidth = 380; ///< px at the usual text size

} // namespace

TermPopup::TermPopup(TextContext& context, QWidget* parent)
    : QFrame(parent, Qt::Popup), name_(new QLabel(this)), text_(new MarkupView(context, this)),
      open_(new QPushButton(tr("Open in the glossary"), this)) {
    setLook(this, "card");
    setObjectName(QStringLiteral("term"));
    setLook(name_, "heading");
    name_->setTextFormat(Qt::PlainText);
    name_->setWordWrap(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::kL, space::kM, space::kL, space::kM);
    column->setSpacing(space::kS);
    column->addWidget(name_);
    column->addWidget(text_);
    setLook(open_, "quiet");
    column->addWidget(open_, 0, Qt::AlignRight);
    connect(open_, &QPushButton::clicked, this, [this] {
        hide();
        Q_EMIT glossaryWanted(id_);
    });
    setFixedWidth(qRound(kWidth * context.appearance().textScale()));
    connect(text_, &MarkupView::prepared, this, &TermPopup::fit);
}

void TermPopup::showTerm(const lesson::Term& term, const QRect& anchor) {
    anchor_ = anchor;
    id_ = term.id;
    name_->setText(term.term);
    setAccessibleName(term.term);
    QString text = term.text;
    if (!term.snippet.code.isEmpty())
        text += QStringLiteral("\n\n") + codeFence(term.snippet.code, term.snippet.language);
    text_->setMarkdown(text);
    fit();
    show();
    text_->setFocus();
}

void TermPopup::fit() {
    setAccessibleDescription(text_->spokenText());
    layout()->activate();
    adjustSize();
    const QRect room = screen()->availableGeometry();
    const int x = std::clamp(anchor_.left(), room.left(), std::max(room.left(), room.right() - width()));
    const bool below = anchor_.bottom() + height() + space::kXs <= room.bottom();
    move(x,
         below ? anchor_.bottom() + space::kXs : std::max(room.top(), anchor_.top() - height() - space::kXs));
}

} // namespace downhill::app
