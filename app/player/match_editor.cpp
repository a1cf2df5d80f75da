#include "player/match_editor.h"

#include "lesson/shown_order.h"
#include "player/choice_box.h"
#include "player/part_feedback.h"
#include "text/markup_view.h"
#include "text/text_context.h"
#include "theme/appearance.h"
#include "theme/icon_mark.h"
#include "theme/look.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>
#include <functional>

namespace downhill::app {
namespace {

constexpr int kMarkPixels = 18;
constexpr int kLetters = 12; ///< of a right side, that a drop-down shows in any case
constexpr int kLegendLetter = 24;
constexpr qsizetype kLeastShare = 12; ///< letters by which the two sides share a row
constexpr qsizetype kMostShare = 60;
constexpr int kArrowLetters = 5; ///< room of a drop-down's arrow and border

/// Whether a drop-down can show a text as it is written.
bool isPlain(const QString& markdown) {
    static const QString kMarks = QStringLiteral("$*_`[]\\<>~|#&\n");
    return std::ranges::none_of(markdown, [](QChar c) { return kMarks.contains(c); });
}

QString letter(std::size_t place) {
    return QString(QChar(u'A' + static_cast<char16_t>(place % 26)));
}

/// How much of a row texts of a side get: as much as the longest of them asks for.
template <class Texts, class Projection>
int shareOf(const Texts& texts, Projection text) {
    qsizetype longest = kLeastShare;
    for (const auto& each : texts)
        longest = std::max(longest, std::invoke(text, each).size());
    return static_cast<int>(std::min(longest, kMostShare));
}

/// The right sides as they are shown.
std::vector<lesson::OrderItem> rightSides(const lesson::MatchQuestion& match,
                                          const std::vector<std::size_t>& order) {
    std::vector<lesson::OrderItem> rights;
    for (const std::size_t place : order) {
        if (place < match.pairs.size())
            rights.push_back({match.pairs[place].id, match.pairs[place].right});
        else
            rights.push_back(match.others[place - match.pairs.size()]);
    }
    return rights;
}

} // namespace

MatchEditor::MatchEditor(const lesson::Question& question, std::uint64_t seed, TextContext& context,
                         QWidget* parent)
    : AnswerEditor(parent), context_(context), column_(new QVBoxLayout(this)) {
    column_->setContentsMargins(0, 0, 0, 0);
    column_->setSpacing(space::kS);
    const auto& match = std::get<lesson::MatchQuestion>(question.body);
    const std::vector<lesson::OrderItem> rights = rightSides(match, lesson::shownOrder(question, seed));
    const bool lettered = !std::ranges::all_of(rights, isPlain, &lesson::OrderItem::text);
    const Shares shares{shareOf(match.pairs, &lesson::MatchPair::left),
                        lettered ? 0 : shareOf(rights, &lesson::OrderItem::text) + kArrowLetters};
    for (const lesson::MatchPair& pair : match.pairs)
        addRow(pair, rights, shares);
    if (lettered)
        addLegend(rights);
}

void MatchEditor::addRow(const lesson::MatchPair& pair, const std::vector<lesson::OrderItem>& rights,
                         Shares shares) {
    const bool lettered = shares.right == 0;
    auto* left = new MarkupView(context_, this);
    auto* box = new ChoiceBox(this);
    box->setObjectName(QStringLiteral("match-") + pair.id);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(lettered ? 4 : kLetters);
    for (std::size_t i = 0; i < rights.size(); ++i) {
        box->add(rights[i].id, lettered ? letter(i) : rights[i].text);
        if (!lettered) // the box may be too narrow for all of it
            box->setItemData(static_cast<int>(i), rights[i].text, Qt::ToolTipRole);
    }
    connect(left, &MarkupView::prepared, box, [box, left] {
        box->setAccessibleName(tr("Belongs to: %1").arg(left->spokenText().simplified()));
    });
    left->setMarkdown(pair.left);
    connect(box, &QComboBox::currentIndexChanged, this, [this, box] {
        box->setToolTip(box->currentData(Qt::ToolTipRole).toString());
        Q_EMIT changed();
    });

    auto* mark = new IconMark(context_.appearance(), kMarkPixels, this);
    auto* line = new QHBoxLayout;
    line->setSpacing(space::kM);
    line->addWidget(left, shares.left, Qt::AlignVCenter);
    line->addWidget(box, shares.right, Qt::AlignVCenter);
    line->addWidget(mark);
    column_->addLayout(line);
    auto* feedback = new PartFeedback(context_, this);
    column_->addWidget(feedback);
    rows_.push_back({pair.id, left, box, mark, feedback});
}

void MatchEditor::addLegend(const std::vector<lesson::OrderItem>& rights) {
    auto* legend = new QGridLayout;
    legend->setContentsMargins(0, space::kS, 0, 0);
    legend->setHorizontalSpacing(space::kS);
    legend->setVerticalSpacing(space::kXs);
    legend->setColumnMinimumWidth(0, kLegendLetter);
    legend->setColumnStretch(1, 1);
    for (std::size_t i = 0; i < rights.size(); ++i) {
        auto* name = new QLabel(letter(i), this);
        setLook(name, "value");
        auto* text = new MarkupView(context_, this);
        connect(text, &MarkupView::prepared, this, [this, text, i] {
            const QString spoken = tr("%1: %2").arg(letter(i), text->spokenText().simplified());
            for (const Row& row : rows_)
                row.right->setItemData(static_cast<int>(i), spoken, Qt::AccessibleTextRole);
        });
        text->setMarkdown(rights[i].text);
        legend->addWidget(name, static_cast<int>(i), 0, Qt::AlignTop);
        legend->addWidget(text, static_cast<int>(i), 1);
    }
    column_->addLayout(legend);
}

std::optional<lesson::Answer> MatchEditor::answer() const {
    lesson::Matches matches;
    for (const Row& row : rows_)
        if (const QString right = row.right->chosen(); !right.isEmpty())
            matches.rights[row.id] = right;
    if (matches.rights.empty())
        return {};
    return matches;
}

void MatchEditor::setAnswer(const lesson::Answer& answer) {
    const auto* matches = std::get_if<lesson::Matches>(&answer);
    if (!matches)
        return;
    for (const Row& row : rows_) {
        const auto right = matches->rights.find(row.id);
        row.right->choose(right == matches->rights.end() ? QString() : right->second);
    }
}

void MatchEditor::setLocked(bool locked) {
    for (const Row& row : rows_)
        row.right->setEnabled(!locked);
}

void MatchEditor::showGrade(const std::optional<lesson::Grade>& grade) {
    for (const Row& row : rows_) {
        row.mark->clear();
        row.right->setAccessibleDescription({});
        row.feedback->say("note", {});
        if (!grade)
            continue;
        const auto verdict = std::ranges::find(grade->parts, row.id, &lesson::PartVerdict::id);
        if (verdict == grade->parts.end())
            continue;
        row.mark->setIcon(verdict->right ? QStringLiteral("check") : QStringLiteral("cross"),
                          verdict->right ? &Theme::good : &Theme::bad);
        row.right->setAccessibleDescription(verdict->right ? tr("right") : tr("wrong"));
        row.feedback->say(verdict->right ? "good" : "bad", verdict->feedback);
    }
}

} // namespace downhill::app
