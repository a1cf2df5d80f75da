#include "text/text_context.h"
#include "views/basin_map_view.h"
#include "views/boundary_view.h"
#include "views/confusion_view.h"
#include "views/digits_view.h"
#include "views/experiment_view.h"
#include "views/fit_view.h"
#include "views/gradient_arrows_view.h"
#include "views/histograms_view.h"
#include "views/landscape_view.h"
#include "views/loader_timeline_view.h"
#include "views/loss_view.h"
#include "views/mini_batch_view.h"
#include "views/network_graph_view.h"
#include "views/optimizer_state_view.h"
#include "views/penalty_view.h"
#include "views/range_test_view.h"
#include "views/sample_loss_view.h"
#include "views/slope_view.h"
#include "views/throughput_view.h"
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
    case lesson::ViewKind::Confusion:
        return std::make_unique<ConfusionView>(view, appearance);
    case lesson::ViewKind::Histograms:
        return std::make_unique<HistogramsView>(view, appearance);
    case lesson::ViewKind::SampleLoss:
        return std::make_unique<SampleLossView>(view, appearance);
    case lesson::ViewKind::MiniBatch:
        return std::make_unique<MiniBatchView>(view, appearance);
    case lesson::ViewKind::GradientArrows:
        return std::make_unique<GradientArrowsView>(view, appearance);
    case lesson::ViewKind::Penalty:
        return std::make_unique<PenaltyView>(view, appearance);
    case lesson::ViewKind::RangeTest:
        return std::make_unique<RangeTestView>(view, appearance);
    case lesson::ViewKind::BasinMap:
        return std::make_unique<BasinMapView>(view, appearance);
    case lesson::ViewKind::Digits:
        return std::make_unique<DigitsView>(view, appearance);
    case lesson::ViewKind::Throughput:
        return std::make_unique<ThroughputView>(view, appearance);
    case lesson::ViewKind::NetworkGraph:
        return std::make_unique<NetworkGraphView>(view, appearance);
    case lesson::ViewKind::TrainingLoop:
        return std::make_unique<TrainingLoopView>(view, appearance);
    case lesson::ViewKind::UpdateFormula:
        return std::make_unique<UpdateFormulaView>(view, texts);
    case lesson::ViewKind::OptimizerState:
        return std::make_unique<OptimizerStateView>(view, appearance);
    case lesson::ViewKind::LoaderTimeline:
        return std::make_unique<LoaderTimelineView>(view, appearance);
    }
    return nullptr;
}

} // namespace downhill::app
