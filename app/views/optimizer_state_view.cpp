#include "views/optimizer_state_view.h"

#include "charts/number_text.h"
#include "theme/appearance.h"
#include "theme/look.h"

#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace downhill::app {
namespace {

constexpr int kNameLetters = 8; // of a parameter, where there is hardly room
constexpr int kWide = 560;      // px at the usual text size
constexpr int kCompared = 2;
constexpr std::array kNumbers{OptimizerTable::Gradient, OptimizerTable::First, OptimizerTable::Second,
                              OptimizerTable::Move};

} // namespace

OptimizerStateView::OptimizerStateView(const lesson::View& view, Appearance& appearance, QWidget* parent)
    : CardView(view, tr("What the optimizer remembers"), appearance, parent),
      model_(new OptimizerTable(this)), table_(new QTableView(this)), comparison_(makeComparison()) {
    column().addWidget(comparison_);
    table_->setModel(model_);
    table_->setItemDelegate(new NumberBarDelegate(appearance, table_));
    table_->setItemDelegateForColumn(OptimizerTable::Name, new QStyledItemDelegate(table_));
    table_->setAccessibleName(tr("Parameters"));
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setSelectionMode(QAbstractItemView::SingleSelection);
    table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table_->setShowGrid(false);
    table_->setTabKeyNavigation(false);
    table_->setFrameShape(QFrame::NoFrame);
    table_->verticalHeader()->hide();
    table_->horizontalHeader()->setHighlightSections(false);
    for (const OptimizerTable::Column column : kNumbers)
        table_->horizontalHeader()->setSectionResizeMode(column, QHeaderView::Stretch);
    column().addWidget(table_, 1);
    restyle();
    refresh();
}

QWidget* OptimizerStateView::makeComparison() {
    auto* all = new QWidget(this);
    auto* grid = new QGridLayout(all);
    grid->setContentsMargins({});
    grid->setHorizontalSpacing(space::kM);
    grid->setVerticalSpacing(2);
    for (const OptimizerTable::Column column : kNumbers) {
        QLabel*& name = names_[static_cast<std::size_t>(column)];
        name = new QLabel(this);
        setLook(name, "caption");
        name->setAlignment(Qt::AlignRight);
        name->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
        grid->addWidget(name, 0, column);
        grid->setColumnStretch(column, 1);
    }
    grid->setColumnStretch(0, 3);
    for (std::size_t side = 0; side < choices_.size(); ++side) {
        auto* choice = new QComboBox(this);
        choice->setAccessibleName(side == 0 ? tr("First parameter compared")
                                            : tr("Second parameter compared"));
        choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        choice->setMinimumContentsLength(kNameLetters);
        connect(choice, &QComboBox::currentIndexChanged, this, [this] { refresh(); });
        choices_[side] = choice;
        const int row = static_cast<int>(side) + 1;
        grid->addWidget(choice, row, 0);
        for (const OptimizerTable::Column column : kNumbers) {
            QLabel*& number = numbers_[side][static_cast<std::size_t>(column)];
            number = new QLabel(this);
            setLook(number, "value");
            number->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
            number->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
            grid->addWidget(number, row, column);
        }
    }
    return all;
}

int OptimizerStateView::leastNumber() const {
    return QFontMetrics(theme().small()).horizontalAdvance(QStringLiteral("−0.000317")) + space::kXs;
}

void OptimizerStateView::measureNames() {
    const QFontMetrics metrics(theme().small());
    widthOfNames_ = 0;
    for (int row = 0; row < model_->rowCount(); ++row)
        widthOfNames_ =
            std::max(widthOfNames_, metrics.horizontalAdvance(parameters_.of(static_cast<std::size_t>(row))));
}

void OptimizerStateView::arrange() {
    comparison_->setVisible(model_->rowCount() > kCompared && width() >= kWide * theme().textScale);
    // The names take what they need, but leave two thirds to the numbers, and to each the least it needs.
    const auto columns = std::ranges::count_if(kNumbers, [this](auto one) { return model_->has(one); });
    const QMargins around = column().contentsMargins();
    const int table = width() - around.left() - around.right() -
                      table_->verticalScrollBar()->sizeHint().width() - space::kXs; // for hairlines
    const int room = table - static_cast<int>(columns) * leastNumber();
    const int most = std::min(width() / 3, room);
    const int whole = widthOfNames_ + space::kL;
    model_->setBrief(whole > most);
    const QAbstractItemView& view = *table_; // to which this is public
    const int wanted = whole > most ? view.sizeHintForColumn(OptimizerTable::Name) + space::kS : whole;
    const int head = table_->horizontalHeader()->sectionSizeHint(OptimizerTable::Name);
    const int least = std::max(leastNumber(), std::min(head, room));
    table_->setColumnWidth(OptimizerTable::Name, std::clamp(wanted, least, std::max(least, most)));
}

void OptimizerStateView::resizeEvent(QResizeEvent* event) {
    CardView::resizeEvent(event);
    arrange();
}

void OptimizerStateView::restyle() {
    table_->setFont(theme().small());
    table_->horizontalHeader()->setMinimumSectionSize(leastNumber());
    table_->verticalHeader()->setDefaultSectionSize(QFontMetrics(theme().small()).height() + space::kS);
    measureNames();
    arrange();
    table_->viewport()->update();
}

void OptimizerStateView::refresh() {
    const training::RunSpec* spec = shownSpec();
    if (spec != nullptr) {
        const ParameterNames names(block().experiment.problem, data().get());
        if (names.count() != parameters_.count() || (names.count() > 0 && names.of(0) != parameters_.of(0))) {
            parameters_ = names;
            model_->setNames(names);
            measureNames();
            for (std::size_t side = 0; side < choices_.size(); ++side) {
                const QSignalBlocker quiet(choices_[side]);
                choices_[side]->clear();
                for (int row = 0; row < model_->rowCount(); ++row)
                    choices_[side]->addItem(names.of(static_cast<std::size_t>(row)));
                choices_[side]->setCurrentIndex(
                    std::min(static_cast<int>(side), choices_[side]->count() - 1));
            }
        }
    }
    const training::RunSnapshot* run = shownSnapshot();
    if (spec != nullptr)
        model_->setOptimizer(spec->optimizer.kind);
    model_->setRun(run);
    for (const OptimizerTable::Column column : kNumbers) {
        const bool has = model_->has(column);
        table_->setColumnHidden(column, !has);
        names_[static_cast<std::size_t>(column)]->setVisible(has);
        names_[static_cast<std::size_t>(column)]->setText(
            model_->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
        for (std::size_t side = 0; side < choices_.size(); ++side) {
            QLabel* number = numbers_[side][static_cast<std::size_t>(column)];
            number->setVisible(has && (side == 0 || choices_[side]->count() > 1));
            number->setText(valueOf(side, column));
        }
    }
    arrange();
    choices_[0]->setEnabled(choices_[0]->count() > 0);
    choices_[1]->setVisible(choices_[1]->count() > 1); // one parameter has none beside it
    const auto hidden = static_cast<std::int64_t>(parameters_.count()) - model_->rowCount();
    QString subtitle =
        run != nullptr
            ? tr("step %1 · learning rate %2").arg(countText(run->step), valueText(run->learningRate))
            : QString();
    if (hidden > 0)
        subtitle += tr(" · the first %1 of %2 parameters")
                        .arg(countText(model_->rowCount()),
                             countText(static_cast<std::int64_t>(parameters_.count())));
    setSubtitle(subtitle);
}

QString OptimizerStateView::valueOf(std::size_t side, OptimizerTable::Column column) const {
    const QModelIndex index = model_->index(choices_[side]->currentIndex(), column);
    return index.isValid() ? index.data().toString() : QStringLiteral("–");
}

QString OptimizerStateView::spokenSummary() const {
    const training::RunSnapshot* run = shownSnapshot();
    if (run == nullptr || model_->rowCount() == 0)
        return tr("Nothing is remembered of any parameter yet.");
    QStringList said{tr("Step %1.").arg(countText(run->step))};
    for (std::size_t side = 0; side < (choices_[1]->count() > 1 ? choices_.size() : 1); ++side) {
        QStringList numbers;
        for (const OptimizerTable::Column column : kNumbers)
            if (model_->has(column))
                numbers << QStringLiteral("%1 %2").arg(
                    model_->headerData(column, Qt::Horizontal, Qt::ToolTipRole).toString(),
                    valueOf(side, column));
        said << QStringLiteral("%1: %2.").arg(choices_[side]->currentText(),
                                              numbers.join(QStringLiteral(", ")));
    }
    return said.join(u' ');
}

} // namespace downhill::app
