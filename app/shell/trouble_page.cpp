#include "shell/trouble_page.h"

#include "theme/look.h"
#include "theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace downhill::app {
namespace {

constexpr int kWidest = 640; ///< px

} // namespace

TroublePage::TroublePage(QWidget* parent)
    : QWidget(parent), headline_(new QLabel(this)), explanation_(new QLabel(this)),
      folder_(new QPushButton(tr("Choose another folder…"), this)),
      goOn_(new QPushButton(tr("Go on without remembering"), this)) {
    setLook(headline_, "title");
    headline_->setWordWrap(true);
    explanation_->setWordWrap(true);
    explanation_->setTextFormat(Qt::PlainText);
    explanation_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto* again = new QPushButton(tr("Try again"), this);
    setLook(again, "primary");
    goOn_->setToolTip(tr("Answers and runs of this session are lost when the window closes"));

    auto* holder = new QWidget(this);
    holder->setMaximumWidth(kWidest);
    auto* column = new QVBoxLayout(holder);
    column->setSpacing(space::kL);
    column->addStretch(2);
    column->addWidget(headline_);
    column->addWidget(explanation_);
    auto* buttons = new QVBoxLayout; // side by side they have no room at the larger text
    buttons->setSpacing(space::kS);
    for (QPushButton* button : {again, folder_, goOn_})
        buttons->addWidget(button, 0, Qt::AlignLeft);
    column->addLayout(buttons);
    column->addStretch(3);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(space::kXl, space::kXl, space::kXl, space::kXl);
    row->addStretch(1);
    row->addWidget(holder, 100);
    row->addStretch(1);

    connect(again, &QPushButton::clicked, this, &TroublePage::tryAgain);
    connect(folder_, &QPushButton::clicked, this, &TroublePage::chooseFolder);
    connect(goOn_, &QPushButton::clicked, this, &TroublePage::goOnWithoutMemory);
}

void TroublePage::showTrouble(const QString& headline, const QString& explanation, bool canGoOn) {
    headline_->setText(headline);
    explanation_->setText(explanation);
    folder_->setVisible(canGoOn);
    goOn_->setVisible(canGoOn);
}

} // namespace downhill::app
