#pragma once

#include "charts/axis_scale.h"
#include "charts/glyph_text.h"
#include "charts/plot_item.h"

#include <QMarginsF>
#include <QString>

#include <vector>

namespace downhill::app {

struct Theme;

/// The axes of a plot: grid, ticks, numbers and titles. Qt's own stay hidden, because their numbers move the
/// plot and their logarithmic axis loses its ticks below a decade and its curves at a zero.
class AxesItem : public PlotItem {
    Q_OBJECT

public:
    AxesItem(CourseChartView& view, const Theme& theme);

    void setTitles(const QString& x, const QString& y);
    void setLogarithmic(bool on);
    bool logarithmic() const { return logarithmic_; }
    /// The same for x, on its own.
    void setXLogarithmic(bool on);
    /// Ticks with names of their own in the place of numbers, for axes of things; empty: numbers.
    void setTicks(std::vector<Tick> x, std::vector<Tick> y);
    void setGrid(bool upright, bool level);
    /// Numbers are left out where nothing is shown yet.
    void setNumbered(bool on);

    /// The room that titles and numbers take around the plot, the same for all numbers.
    const QMarginsF& margins() const { return margins_; }
    /// After the theme has changed.
    void restyle();

    QRectF boundingRect() const override;
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

    /// The ticks within the range shown; of numbers about `most`.
    std::vector<Tick> ticksOfX(int most) const;
    std::vector<Tick> ticksOfY(int most) const;

private:
    void paintX(QPainter& painter) const;
    void paintY(QPainter& painter) const;

    const Theme& theme_;
    GlyphText numbers_;
    GlyphText titles_;
    QMarginsF margins_{};
    QString xTitle_{};
    QString yTitle_{};
    std::vector<Tick> xTicks_{};
    std::vector<Tick> yTicks_{};
    bool logarithmic_ = false;
    bool xLogarithmic_ = false;
    bool uprightGrid_ = false;
    bool levelGrid_ = true;
    bool numbered_ = true;
};

} // namespace downhill::app
