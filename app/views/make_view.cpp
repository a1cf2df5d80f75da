#include "views/boundary_view.h"
#include "views/experiment_view.h"
#include "views/fit_view.h"
#include "views/landscape_view.h"
#include "views/loss_view.h"
#include "views/slope_view.h"

namespace downhill::app {

std::unique_ptr<ExperimentView> makeExperimentView(const lesson::View& view, Appearance& appearance) {
    switch (view.kind) {
    case lesson::ViewKind::LossCurves:
        return std::make_unique<LossView>(view, appearance);
    case lesson::ViewKind::DecisionBoundary:
        return std::make_unique<BoundaryView>(view, appearance);
    case lesson::ViewKind::RegressionFit:
        return std::make_unique<FitView>(view, appearance);
    case lesson::ViewKind::Landscape:
        return std::make_unique<LandscapeView>(view, appearance);
    case lesson::ViewKind::Slope:
        return std::make_unique<SlopeView>(view, appearance);
    }
    return nullptr;
}

} // namespace downhill::app
