#include "experiment/view_arrangement.h"

#include "theme/theme.h"

#include <algorithm>

namespace downhill::app {
namespace {

constexpr int kLeastWidth = 240;
constexpr int kLeastHeight = 180;
constexpr int kTallHeight = 240;  ///< of squares, and of drawings or heads with several rows
constexpr int kWordyWidth = 400;  ///< of tables, formulas and lines of code, beside another view
constexpr int kCurvesWidth = 480; ///< of curves beside curves, which rather lie one above the other

bool wantsSquare(lesson::ViewKind kind) {
    using lesson::ViewKind;
    switch (kind) {
    case ViewKind::DecisionBoundary:
    case ViewKind::Landscape:
    case ViewKind::MiniBatch:
    case ViewKind::GradientArrows:
    case ViewKind::BasinMap:
    case ViewKind::Confusion:
    case ViewKind::Digits:
        return true;
    default:
        return false;
    }
}

bool isWordy(lesson::ViewKind kind) {
    using lesson::ViewKind;
    return kind == ViewKind::TrainingLoop || kind == ViewKind::UpdateFormula ||
           kind == ViewKind::OptimizerState || kind == ViewKind::LoaderTimeline || kind == ViewKind::Penalty;
}

} // namespace

bool standBeside(const std::vector<lesson::View>& views, int width, double textScale) {
    const auto count = static_cast<int>(views.size());
    if (count < 2)
        return false;
    const int each = (width - (count - 1) * space::kM) / count;
    const bool hasSquare = std::ranges::any_of(views, wantsSquare, &lesson::View::kind);
    return std::ranges::all_of(views, [&](const lesson::View& view) {
        const int least = isWordy(view.kind) ? kWordyWidth : hasSquare ? kLeastWidth : kCurvesWidth;
        return each >= least * textScale;
    });
}

QSize leastSize(lesson::ViewKind kind) {
    const bool isTall = wantsSquare(kind) || kind == lesson::ViewKind::NetworkGraph ||
                        kind == lesson::ViewKind::TrainingLoop || kind == lesson::ViewKind::UpdateFormula ||
                        kind == lesson::ViewKind::SampleLoss;
    return {kLeastWidth, isTall ? kTallHeight : kLeastHeight};
}

} // namespace downhill::app
