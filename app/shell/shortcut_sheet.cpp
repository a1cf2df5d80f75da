#include "shell/shortcut_sheet.h"

#include "shell/commands.h"
#include "theme/look.h"
#include "theme/theme.h"

#include <QAbstractButton>
#include <QAction>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace downhill::app {
namespace {

struct Row {
    QString text{};
    QStringList keys{};
};

void addRows(QGridLayout* grid, const QString& title, const std::vector<Row>& rows, QWidget* page) {
    if (rows.empty())
        return;
    auto* heading = new QLabel(title, page);
    setLook(heading, "value");
    heading->setContentsMargins(0, grid->rowCount() > 1 ? space::kM : 0, 0, 0);
    grid->addWidget(heading, grid->rowCount(), 0, 1, 2);
    for (const Row& row : rows) {
        const int at = grid->rowCount();
        auto* text = new QLabel(row.text, page);
        text->setWordWrap(true);
        text->setTextFormat(Qt::PlainText);
        grid->addWidget(text, at, 0);
        auto* keys = new QHBoxLayout;
        keys->setSpacing(space::kXs);
        for (const QString& each : row.keys) {
            auto* key = new QLabel(each, page);
            setLook(key, "key");
            keys->addWidget(key);
        }
        keys->addStretch(1);
        grid->addLayout(keys, at, 1);
    }
}

} // namespace

ShortcutSheet::ShortcutSheet(const Commands& commands, Appearance& appearance, QWidget* window)
    : Overlay(appearance, window), commands_(commands), scroll_(new QScrollArea(card())) {
    setObjectName(QStringLiteral("shortcuts"));
    setAccessibleName(tr("Keyboard shortcuts"));
    setCardSize({600, 620});
    auto* title = new QLabel(tr("Keyboard shortcuts"), card());
    setLook(title, "heading");
    auto* close = new QPushButton(tr("Close"), card());
    connect(close, &QPushButton::clicked, this, &Overlay::dismiss);
    scroll_->setWidgetResizable(true);
    scroll_->setFrameShape(QFrame::NoFrame);
    scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll_->setAccessibleName(tr("Keyboard shortcuts"));
    auto* head = new QHBoxLayout;
    head->addWidget(title, 1);
    head->addWidget(close);
    auto* column = new QVBoxLayout(card());
    column->setContentsMargins(space::kL, space::kM, space::kL, space::kL);
    column->setSpacing(space::kM);
    column->addLayout(head);
    column->addWidget(scroll_, 1);
}

void ShortcutSheet::open() {
    scroll_->setWidget(makeSheet());
    Overlay::open();
    scroll_->setFocus();
}

QWidget* ShortcutSheet::makeSheet() {
    auto* page = new QWidget;
    auto* grid = new QGridLayout(page);
    grid->setContentsMargins(0, 0, space::kS, 0);
    grid->setHorizontalSpacing(space::kL);
    grid->setVerticalSpacing(space::kS);
    grid->setColumnStretch(0, 1);

    std::vector<Row> here;
    for (const QAbstractButton* button : window()->findChildren<QAbstractButton*>()) {
        if (!button->isVisible() || button->shortcut().isEmpty())
            continue;
        const QString name =
            button->accessibleName().isEmpty() ? Commands::plain(button->text()) : button->accessibleName();
        here.push_back({name, {button->shortcut().toString(QKeySequence::NativeText)}});
    }
    addRows(grid, tr("On this page"), here, page);
    for (const Commands::Group& group : commands_.groups()) {
        std::vector<Row> rows;
        for (const QAction* action : group.actions) {
            QStringList keys;
            for (const QKeySequence& each : action->shortcuts())
                keys.append(each.toString(QKeySequence::NativeText));
            if (!keys.isEmpty())
                rows.push_back({Commands::plain(action->text()), keys});
        }
        addRows(grid, Commands::plain(group.title), rows, page);
    }
    grid->setRowStretch(grid->rowCount(), 1);
    return page;
}

} // namespace downhill::app
