#include "charts/decimate.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace downhill::app {
namespace {

bool isFinite(const QPointF& point) {
    return std::isfinite(point.x()) && std::isfinite(point.y());
}

/// The points of one column, in their order.
class Column {
public:
    void add(const QPointF& point, std::size_t index) {
        if (count_ == 0)
            first_ = least_ = greatest_ = last_ = {point, index};
        last_ = {point, index};
        if (point.y() < least_.point.y())
            least_ = last_;
        if (point.y() > greatest_.point.y())
            greatest_ = last_;
        ++count_;
    }

    void flush(QList<QPointF>& out) {
        if (count_ == 0)
            return;
        std::array<Kept, 4> kept{first_, least_, greatest_, last_};
        if (kept[1].index > kept[2].index)
            std::swap(kept[1], kept[2]);
        for (std::size_t i = 0; i < kept.size(); ++i)
            if (i == 0 || kept[i].index != kept[i - 1].index)
                out.append(kept[i].point);
        count_ = 0;
    }

private:
    struct Kept {
        QPointF point{};
        std::size_t index = 0;
    };
    Kept first_{}, least_{}, greatest_{}, last_{};
    std::size_t count_ = 0;
};

} // namespace

QList<QPointF> decimate(std::span<const QPointF> points, AxisRange window, qsizetype most) {
    const auto before = [](const QPointF& point, double x) { return point.x() < x; };
    const auto after = [](double x, const QPointF& point) { return x < point.x(); };
    auto begin = std::lower_bound(points.begin(), points.end(), window.low, before);
    auto end = std::upper_bound(begin, points.end(), window.high, after);
    if (begin != points.begin())
        --begin;
    if (end != points.end())
        ++end;
    const std::span<const QPointF> seen(begin, end);

    QList<QPointF> out;
    if (static_cast<qsizetype>(seen.size()) <= most) {
        out.reserve(static_cast<qsizetype>(seen.size()));
        std::copy_if(seen.begin(), seen.end(), std::back_inserter(out), isFinite);
        return out;
    }
    out.reserve(most);
    const int columns = std::max(1, static_cast<int>((most - 8) / 4)); // two more may lie outside the window
    const double perX = columns / window.span();
    Column column;
    int current = -2;
    for (std::size_t i = 0; i < seen.size(); ++i) {
        if (!isFinite(seen[i]))
            continue;
        const double place =
            std::clamp((seen[i].x() - window.low) * perX, -1.0, static_cast<double>(columns));
        const int at = static_cast<int>(std::floor(place));
        if (at != current) {
            column.flush(out);
            current = at;
        }
        column.add(seen[i], i);
    }
    column.flush(out);
    return out;
}

} // namespace downhill::app
