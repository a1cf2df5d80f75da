#include "views/confusion_view.h"

#include "charts/chart_header.h"
#include "charts/number_text.h"
#include "theme/theme.h"
#include "views/confusion_item.h"

#include <algorithm>
#include <cmath>

namespace downhill::app {

ConfusionView::ConfusionView(const lesson::View& view, Appearance& appearance, QWidget* parent)
    // What was not trained on is what one wants to see first.
    : AssessedView(view, tr("Accuracy and confusion"), Samples::Test, appearance, parent),
      item_(new ConfusionItem(chart(), theme())) {
    samplesSelector().setAccessibleName(tr("Samples counted"));
    chart().setAxisTitles(tr("Class that the network names"), tr("True class"));
    chart().setGrid(false, false);
    chart().setProbe([this](QPointF value) { return probe(value); });
    chart().setStops([this](QPointF value, int right) { return step(value, {right, 0}); });
    chart().setRises([this](QPointF value, int up) { return step(value, {0, up}); });
    redraw();
}

void ConfusionView::setExperiment(const lesson::ExperimentBlock& block,
                                  std::shared_ptr<const training::SplitDataset<float>> data) {
    AssessedView::setExperiment(block, std::move(data));
    chart().goHome();
    redraw();
}

void ConfusionView::restyle() {
    item_->update();
}

const training::Assessment* ConfusionView::shown() const {
    const training::Assessment* found = assessment();
    return found && found->confusion.classes() > 0 && found->confusion.samples() > 0 ? found : nullptr;
}

void ConfusionView::redraw() {
    const training::Assessment* found = shown();
    item_->setMatrix(found ? found->confusion : training::ConfusionMatrix());
    const bool classes = !data() || data()->train.task != training::Task::Regression;
    chart().setNotice(found      ? QString()
                      : !classes ? tr("A confusion matrix needs classes.")
                                 : tr("Nothing counted yet."));
    card().setSubtitle(found ? accuracyText() : QString());
    if (!found)
        return;
    std::vector<Tick> columns, rows;
    for (int i = 0; i < found->confusion.classes(); ++i) {
        columns.push_back({static_cast<double>(i), QString::number(i), false});
        rows.push_back({static_cast<double>(-i), QString::number(i), false});
    }
    if (item_->hasUnnamed())
        columns.push_back({static_cast<double>(found->confusion.classes()), tr("none"), false});
    chart().setTicks(std::move(columns), std::move(rows));
    chart().setHome({-0.5, item_->columns() - 0.5}, {0.5 - found->confusion.classes(), 0.5});
    chart().refreshReadOut();
}

QString ConfusionView::accuracyText() const {
    const auto right = [](const training::ConfusionMatrix& matrix) {
        Eigen::Index sum = 0;
        for (int i = 0; i < matrix.classes(); ++i)
            sum += matrix(i, i);
        return tr("%1 (%2 of %3)")
            .arg(shareText(matrix.accuracy()), countText(sum), countText(matrix.samples()));
    };
    const AssessedRun& found = *assessed();
    QString text = tr("step %1").arg(countText(found.step)) + QStringLiteral(" · ") +
                   tr("accuracy %1").arg(right(found.train.confusion));
    if (found.test.confusion.classes() > 0)
        text += QStringLiteral(" · ") + tr("on test %1").arg(right(found.test.confusion));
    return text;
}

std::optional<ReadOut> ConfusionView::probe(QPointF value) const {
    const int row = static_cast<int>(std::lround(-value.y())),
              column = static_cast<int>(std::lround(value.x()));
    const training::ConfusionMatrix& matrix = item_->matrix();
    if (row < 0 || column < 0 || row >= matrix.classes() || column >= item_->columns())
        return std::nullopt;
    ReadOut readOut;
    readOut.at = {static_cast<double>(column), static_cast<double>(-row)};
    readOut.upright = readOut.level = false;
    readOut.heading = column == matrix.classes() ? tr("Class %1, none named").arg(row)
                      : row == column            ? tr("Class %1, named right").arg(row)
                                                 : tr("Class %1, named %2").arg(row).arg(column);
    readOut.rows = {{tr("samples"), countText(item_->count(row, column)), {}, {}, true},
                    {tr("of class %1").arg(row), shareText(item_->share(row, column)), {}, {}, false}};
    if (column < matrix.classes()) {
        Eigen::Index named = 0;
        for (int actual = 0; actual < matrix.classes(); ++actual)
            named += matrix(actual, column);
        const double share = static_cast<double>(matrix(row, column)) / static_cast<double>(named);
        readOut.rows.push_back({tr("of what is named %1").arg(column), shareText(share), {}, {}, false});
    }
    return readOut;
}

std::optional<QPointF> ConfusionView::step(QPointF value, QPoint way) const {
    const int rows = item_->matrix().classes();
    if (rows == 0)
        return std::nullopt;
    const double column = std::clamp(std::round(value.x()) + way.x(), 0.0, item_->columns() - 1.0);
    const double row = std::clamp(std::round(value.y()) + way.y(), 1.0 - rows, 0.0);
    return QPointF(column, row);
}

QString ConfusionView::spokenSummary() const {
    const training::Assessment* found = shown();
    if (!found)
        return chart().notice();
    const training::ConfusionMatrix& matrix = found->confusion;
    QString text =
        (runCount() > 1 ? runName(shownRun()) + QStringLiteral(", ") : QString()) + accuracyText() + u'.';
    int worstRow = -1, worstColumn = -1;
    Eigen::Index most = 0;
    for (int row = 0; row < matrix.classes(); ++row)
        for (int column = 0; column < item_->columns(); ++column)
            if (row != column && item_->count(row, column) > most) {
                most = item_->count(row, column);
                worstRow = row;
                worstColumn = column;
            }
    if (most == 0)
        return text + u' ' + tr("No sample shown is named wrong.");
    Eigen::Index all = 0;
    for (int column = 0; column < item_->columns(); ++column)
        all += item_->count(worstRow, column);
    const QString count = tr("%1 of %2 samples").arg(countText(most), countText(all));
    return text + u' ' +
           (worstColumn == matrix.classes()
                ? tr("The most frequent mistake: no class named for class %1, %2.").arg(worstRow).arg(count)
                : tr("The most frequent mistake: class %1 taken for %2, %3.")
                      .arg(worstRow)
                      .arg(worstColumn)
                      .arg(count));
}

} // namespace downhill::app
