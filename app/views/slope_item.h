#pragma once

#include "charts/plot_item.h"
#include "charts/plot_space.h"

#include <QColor>
#include <QFont>
#include <QList>
#include <QString>

#include <optional>
#include <utility>

namespace downhill::app {

struct Theme;

/// Balls on a curve: where each run has been, where it is, and for one of them the tangent and the next step.
/// The last ball lies on top.
class SlopeItem : public PlotItem {
    Q_OBJECT

public:
    struct Ball {
        QColor color{};
        QList<QPointF> trail{}; ///< oldest first, the present place last
    };
    struct Tangent {
        QPointF at{};
        double slope = 0;
        QString label{};
        QColor color{};
        std::optional<QPointF> next{}; ///< where the next step leads
    };

    SlopeItem(CourseChartView& view, const Theme& theme) : PlotItem(view, Marks), theme_(theme) {}

    void show(QList<Ball> balls, std::optional<Tangent> tangent);
    /// The curve, which the label leaves free where it can; in the axes' values.
    void avoid(QList<QPointF> curve) { curve_ = std::move(curve); }
    const QList<Ball>& balls() const { return balls_; }
    const std::optional<Tangent>& tangent() const { return tangent_; }
    /// Where the tangent's label stands, in pixels: beside its ball, on as few others as can be. Empty
    /// without a tangent.
    QRectF labelPlace() const;

    QRectF boundingRect() const override;
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    void paintTrail(QPainter& painter, const Ball& ball) const;
    /// How much of what a student looks for lies under a label at this place.
    int hiddenBy(const QRectF& label) const;
    double reach() const; ///< px, of the tangent to either side
    bool liesOnLine(const QRectF& label) const;
    void paintTangent(QPainter& painter, const Tangent& tangent) const;
    void paintNext(QPainter& painter, const Tangent& tangent) const;
    void paintLabel(QPainter& painter, const Tangent& tangent) const;
    QFont labelFont() const;

    const Theme& theme_;
    QList<QPointF> curve_{};
    QList<Ball> balls_{};
    std::optional<Tangent> tangent_{};
};

} // namespace downhill::app
