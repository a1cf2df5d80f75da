#pragma once

#include "charts/plot_item.h"
#include "charts/plot_space.h"

#include <QColor>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>
#include <utility>

namespace downhill::app {

struct Theme;

/// One step of gradient descent on a curve, as its tangent foresees it and as it comes.
struct SlopeStep {
    double weight = 0;
    double loss = 0;
    double slope = 0;
    double next = 0;     ///< weight after the step
    double nextLoss = 0; ///< the curve there
    /// How far beyond a minimum the step ends that lies on its way; nothing where it passes none.
    std::optional<double> overshoot{};

    /// What the tangent promises: slope · (next − weight), which is −rate · slope² of a plain step.
    double promised() const { return slope * (next - weight); }
    double change() const { return nextLoss - loss; }
    /// The weights around the step that are worth seeing.
    AxisRange window() const;
};

/// A magnifying glass in a free corner of the plot: the curve around one step, its tangent, what that
/// promises, what the loss really does, and the numbers.
class SlopeLens : public PlotItem {
    Q_OBJECT

public:
    SlopeLens(CourseChartView& view, const Theme& theme) : PlotItem(view, Marks), theme_(theme) {}

    /// `curve` runs over step.window(); without a step only `words` are shown.
    void show(std::optional<SlopeStep> step, QList<QPointF> curve, QColor color, QString words);
    const std::optional<SlopeStep>& step() const { return step_; }
    /// The curve of the plot, which the glass leaves free where it can.
    void avoid(QList<QPointF> curve);
    QRectF place() const; ///< pixels

    /// The names and values that stand below the picture.
    static QList<std::pair<QString, QString>> figuresOf(const SlopeStep& step);

    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    QSizeF size() const;
    void paintPicture(QPainter& painter, const QRectF& room) const;
    void paintChange(QPainter& painter, double x, double from, double to, const QColor& color) const;
    void paintFigures(QPainter& painter, QRectF room, bool pictured) const;

    const Theme& theme_;
    std::optional<SlopeStep> step_{};
    QList<QPointF> curve_{};
    QList<QPointF> avoided_{};
    QColor color_{};
    QString words_{};
};

} // namespace downhill::app
