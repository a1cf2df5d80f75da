#include "glossary/glossary_page.h"

#include "shell/page_column.h"
#include "text/code_fence.h"
#include "text/text_column.h"
#include "text/text_context.h"
#include "theme/appearance.h"
#include "theme/look.h"

#include <QCollator>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace downhill::app {
namespace {

constexpr int kWidest = 680;
constexpr int kListWidth = 260; ///< px at the usual text size
constexpr int kKey = Qt::UserRole;

} // namespace

GlossaryPage::GlossaryPage(MarkupService& markup, Appearance& appearance, TabChoices& tabs, QWidget* parent)
    : QWidget(parent), markup_(markup), appearance_(appearance), tabs_(tabs), search_(new QLineEdit(this)),
      list_(new QListWidget(this)), nothing_(new QLabel(this)),
      page_(new PageColumn(appearance, kWidest, this)) {
    search_->setPlaceholderText(tr("Search terms and questions"));
    search_->setAccessibleName(tr("Search terms and questions"));
    search_->setClearButtonEnabled(true);
    setLook(list_, "plain");
    list_->setAccessibleName(tr("Terms and questions"));
    list_->setWordWrap(true);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setLook(nothing_, "muted");
    nothing_->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    nothing_->setWordWrap(true);
    page_->setAccessibleName(tr("Explanation"));

    auto* side = new QFrame(this);
    setLook(side, "rail");
    const auto fit = [this, side] { side->setFixedWidth(qRound(kListWidth * appearance_.textScale())); };
    connect(&appearance_, &Appearance::changed, side, fit);
    fit();
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(space::kM, space::kL, space::kM, space::kM);
    column->setSpacing(space::kM);
    column->addWidget(search_);
    column->addWidget(list_, 1);
    column->addWidget(nothing_, 1);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(side);
    row->addWidget(page_, 1);
    connect(search_, &QLineEdit::textChanged, this, &GlossaryPage::find);
    connect(search_, &QLineEdit::returnPressed, list_, qOverload<>(&QWidget::setFocus));
    connect(list_, &QListWidget::currentRowChanged, this, &GlossaryPage::showChosen);
}

GlossaryPage::~GlossaryPage() {
    delete page_; // before the texts that it belongs to
}

void GlossaryPage::showCourse(const lesson::Course& course) {
    course_ = course;
    entries_.clear();
    for (const lesson::Term& term : course.glossary.terms) {
        QString text = term.text;
        if (!term.snippet.code.isEmpty())
            text += QStringLiteral("\n\n") + codeFence(term.snippet.code, term.snippet.language);
        entries_.push_back({QStringLiteral("term:") + term.id, term.term, tr("Term"), text,
                            term.text.toCaseFolded(), term.also, term.lessons});
    }
    QCollator order;
    order.setCaseSensitivity(Qt::CaseInsensitive);
    std::ranges::sort(entries_,
                      [&](const Entry& a, const Entry& b) { return order.compare(a.title, b.title) < 0; });
    for (const lesson::Faq& faq : course.faq)
        entries_.push_back({QStringLiteral("question:") + faq.id,
                            faq.question,
                            tr("Question"),
                            faq.answer,
                            faq.answer.toCaseFolded(),
                            {},
                            faq.lessons});
    page_->clear();
    if (texts_)
        texts_.release()->deleteLater(); // after the text that is shown
    texts_ = std::make_unique<TextContext>(markup_, appearance_, tabs_, course.folder);
    // Queued: the text that holds the link gives way to another.
    connect(
        texts_.get(), &TextContext::termChosen, this, [this](const QString& id) { showTerm(id); },
        Qt::QueuedConnection);
    connect(texts_.get(), &TextContext::lessonChosen, this, &GlossaryPage::lessonChosen,
            Qt::QueuedConnection);
    find();
}

void GlossaryPage::showTerm(const QString& id) {
    choose(QStringLiteral("term:") + id);
}

void GlossaryPage::showQuestion(const QString& id) {
    choose(QStringLiteral("question:") + id);
}

void GlossaryPage::focusSearch() {
    search_->setFocus();
    search_->selectAll();
}

void GlossaryPage::choose(const QString& key) {
    const auto rowOf = [this, &key] {
        for (int row = 0; row < list_->count(); ++row)
            if (list_->item(row)->data(kKey).toString() == key)
                return row;
        return -1;
    };
    if (rowOf() < 0)
        search_->clear(); // it was searched away
    if (const int row = rowOf(); row >= 0)
        list_->setCurrentRow(row);
}

void GlossaryPage::find() {
    const Entry* before = chosen();
    const QString key = before ? before->key : QString();
    const QStringList words = search_->text().toCaseFolded().split(u' ', Qt::SkipEmptyParts);
    {
        const QSignalBlocker quiet(list_);
        list_->clear();
        addMatches(words, true,
                   key); // those named so come before those that only speak of it
        addMatches(words, false, key);
        if (list_->currentRow() < 0)
            list_->setCurrentRow(0);
    }
    list_->setVisible(list_->count() > 0);
    nothing_->setVisible(list_->count() == 0);
    nothing_->setText(entries_.empty() ? tr("This course explains no terms yet.")
                                       : tr("Nothing has these words."));
    showChosen();
}

void GlossaryPage::addMatches(const QStringList& words, bool byTitle, const QString& current) {
    const auto hasAll = [&words](const QString& where) {
        return std::ranges::all_of(words, [&where](const QString& word) { return where.contains(word); });
    };
    for (const Entry& entry : entries_) {
        const QString title = (entry.title + u' ' + entry.also.join(u' ')).toCaseFolded();
        if (hasAll(title) != byTitle || !hasAll(title + u' ' + entry.search))
            continue;
        auto* item = new QListWidgetItem(entry.title, list_);
        item->setData(kKey, entry.key);
        item->setData(Qt::AccessibleTextRole, QStringLiteral("%1, %2").arg(entry.title, entry.kind));
        if (entry.key == current)
            list_->setCurrentItem(item);
    }
}

const GlossaryPage::Entry* GlossaryPage::chosen() const {
    const QListWidgetItem* item = list_->currentItem();
    if (!item)
        return nullptr;
    const auto found = std::ranges::find(entries_, item->data(kKey).toString(), &Entry::key);
    return found == entries_.end() ? nullptr : &*found;
}

void GlossaryPage::showChosen() {
    page_->clear();
    const Entry* entry = chosen();
    if (!entry)
        return;
    page_->addText(entry->kind, "caption");
    page_->addText(entry->title, "title");
    if (!entry->also.isEmpty())
        page_->addText(tr("Also: %1").arg(entry->also.join(QStringLiteral(", "))), "muted");
    auto* text = new TextColumn(*texts_);
    page_->column()->addWidget(text);
    text->setMarkdown(entry->text);
    addLessons(entry->lessons);
    page_->column()->addStretch(1);
}

void GlossaryPage::addLessons(const QStringList& ids) {
    bool headed = false;
    for (const QString& id : ids) {
        const lesson::Lesson* lesson = course_.find(id);
        if (!lesson)
            continue;
        if (!std::exchange(headed, true))
            page_->addText(tr("In the lessons"), "value");
        auto* open = new QPushButton(lesson->title);
        setLook(open, "quiet");
        open->setAccessibleName(tr("Open the lesson “%1”").arg(lesson->title));
        connect(open, &QPushButton::clicked, this, [this, id] { Q_EMIT lessonChosen(id); });
        page_->column()->addWidget(open, 0, Qt::AlignLeft);
    }
}

} // namespace downhill::app
