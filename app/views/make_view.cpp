#include "text/text_context.h"
#include "views/boundary_view.h"
#include "views/experiment_view.h"
#include "views/fit_view.h"
#include "views/landscape_view.h"
#include "views/loss_view.h"
#include "views/slope_view.h"

namespace downhill::app {

std::unique_ptr<ExperimentView> makeExperimentView(const lesson::View& view, TextContext& texts) {
    Appearance& appearance = texts.appearance();
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
    case lesson::ViewKind::Confusion:
    case lesson::ViewKind::NetworkGraph:
    case lesson::ViewKind::TrainingLoop:
    case lesson::ViewKind::UpdateFormula:
    case lesson::ViewKind::OptimizerState:
    case lesson::ViewKind::Histograms:
    case lesson::ViewKind::SampleLoss:
    case lesson::ViewKind::MiniBatch:
    case lesson::ViewKind::GradientArrows:
    case lesson::ViewKind::Penalty:
    case lesson::ViewKind::RangeTest:
    case lesson::ViewKind::BasinMap:
    case lesson::ViewKind::Digits:
    case lesson::ViewKind::LoaderTimeline:
    case lesson::ViewKind::Throughput:
        break;
    }
    return nullptr;
}

} // namespace downhill::app
