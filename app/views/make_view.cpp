#include "text/text_context.h"
#include "views/boundary_view.h"
#include "views/experiment_view.h"
#include "views/fit_view.h"
#include "views/landscape_view.h"
#include "views/loss_view.h"
#include "views/network_graph_view.h"
#include "views/optimizer_state_view.h"
#include "views/slope_view.h"
#include "views/training_loop_view.h"
#include "views/update_formula_view.h"

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
    case lesson::ViewKind::NetworkGraph:
        return std::make_unique<NetworkGraphView>(view, appearance);
    case lesson::ViewKind::TrainingLoop:
        return std::make_unique<TrainingLoopView>(view, appearance);
    case lesson::ViewKind::UpdateFormula:
        return std::make_unique<UpdateFormulaView>(view, texts);
    case lesson::ViewKind::OptimizerState:
        return std::make_unique<OptimizerStateView>(view, appearance);
    case lesson::ViewKind::Confusion:
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
