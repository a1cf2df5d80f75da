#pragma once

#include "charts/plot_item.h"
#include "training/confusion.h"

namespace downhill::app {

struct Theme;

/// Paints a confusion matrix: the field of actual class r and named class c lies around (c, −r), as dark as
/// the share of its row, with count and share where there is room. Those for whom none was named stand in one
/// more column.
class ConfusionItem : public PlotItem {
    Q_OBJECT

public:
    ConfusionItem(CourseChartView& view, const Theme& theme) : PlotItem(view, Picture), theme_(theme) {}

    void setMatrix(training::ConfusionMatrix matrix);
    const training::ConfusionMatrix& matrix() const { return matrix_; }
    bool hasUnnamed() const;
    int columns() const { return matrix_.classes() + (hasUnnamed() ? 1 : 0); }

    /// Samples of class `row` named as class `column`; the last column may be that of none.
    Eigen::Index count(int row, int column) const;
    /// Of the samples of its row; NaN where it has none.
    double share(int row, int column) const;

    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    void paintField(QPainter& painter, int row, int column) const;

    const Theme& theme_;
    training::ConfusionMatrix matrix_{};
};

/// A share as people read it: "97.3 %".
QString shareText(double share);

} // namespace downhill::app
