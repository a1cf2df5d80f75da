#include "shell/command_palette.h"

#include "theme/look.h"
#include "theme/theme.h"

#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace downhill::app {
namespace {

constexpr std::size_t kMostShown = 60;
constexpr int kPlace = Qt::UserRole;

} // namespace

CommandPalette::CommandPalette(Appearance& appearance, QWidget* window)
    : Overlay(appearance, window), field_(new QLineEdit(card())), list_(new QListWidget(card())),
      nothing_(new QLabel(tr("Nothing has that name."), card())) {
    setObjectName(QStringLiteral("palette"));
    setAccessibleName(tr("Go to anything"));
    field_->setPlaceholderText(tr("Type a lesson, a term or what you want to do"));
    field_->setAccessibleName(tr("What to look for"));
    field_->setClearButtonEnabled(true);
    field_->installEventFilter(this);
    setLook(list_, "plain");
    list_->setAccessibleName(tr("What was found"));
    list_->setFocusPolicy(Qt::NoFocus); // the arrow keys move in it while one types
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list_->setTextElideMode(Qt::ElideRight);
    setLook(nothing_, "muted");
    nothing_->setAlignment(Qt::AlignCenter);
    auto* column = new QVBoxLayout(card());
    column->setContentsMargins(space::kM, space::kM, space::kM, space::kM);
    column->setSpacing(space::kS);
    column->addWidget(field_);
    column->addWidget(list_, 1);
    column->addWidget(nothing_, 1);
    connect(field_, &QLineEdit::textChanged, this, &CommandPalette::find);
    connect(field_, &QLineEdit::returnPressed, this, &CommandPalette::run);
    connect(list_, &QListWidget::itemClicked, this, &CommandPalette::run);
}

void CommandPalette::setEntries(std::vector<PaletteEntry> entries) {
    entries_ = std::move(entries);
}

void CommandPalette::open() {
    Overlay::open();
    field_->clear();
    find();
    field_->setFocus();
}

void CommandPalette::find() {
    list_->clear();
    const auto found = searchPalette(entries_, field_->text());
    for (std::size_t i = 0; i < std::min(found.size(), kMostShown); ++i) {
        const PaletteEntry& entry = entries_[found[i]];
        QString text = entry.text;
        if (!entry.detail.isEmpty())
            text += QStringLiteral("  ·  ") + entry.detail;
        if (!entry.keys.isEmpty())
            text += QStringLiteral("  ·  ") + entry.keys;
        auto* item = new QListWidgetItem(text, list_);
        item->setData(kPlace, static_cast<qulonglong>(found[i]));
    }
    list_->setCurrentRow(0);
    list_->setVisible(!found.empty());
    nothing_->setVisible(found.empty());
}

void CommandPalette::run() {
    const QListWidgetItem* item = list_->currentItem();
    if (!item)
        return;
    const auto run = entries_[item->data(kPlace).toULongLong()].run;
    dismiss();
    run();
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event) {
    if (watched == field_ && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        const int rows = list_->count();
        const int page = 8;
        const int step = key == Qt::Key_Down       ? 1
                         : key == Qt::Key_Up       ? -1
                         : key == Qt::Key_PageDown ? page
                         : key == Qt::Key_PageUp   ? -page
                                                   : 0;
        if (step != 0 && rows > 0) {
            list_->setCurrentRow(std::clamp(list_->currentRow() + step, 0, rows - 1));
            field_->setAccessibleDescription(list_->currentItem()->text());
            return true;
        }
    }
    return Overlay::eventFilter(watched, event);
}

} // namespace downhill::app
