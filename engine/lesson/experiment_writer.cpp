#include "lesson/experiment_json.h"
#include "lesson/experiment_words.h"
#include "lesson/number_text.h"
#include "lesson/optimizer_keys.h"
#include "lesson/problem_kinds.h"
#include "training/surface.h"

#include <QDir>
#include <QFileInfo>
#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>

#include <algorithm>
#include <initializer_list>

namespace downhill::lesson {

namespace {

using training::DatasetKind;
using training::DatasetSpec;
using training::NetworkProblem;
using training::SurfaceKind;
using training::SurfaceProblem;

/// Writes members one after another, in the words and the order of the format's description.
class ExperimentWriter {
public:
    ExperimentWriter(const ExperimentBlock& block, const QString& folder) : block_(block), folder_(folder) {
        writer_.SetIndent(' ', 2);
    }

    QByteArray write() {
        object([&] {
            if (const auto* surface = std::get_if<SurfaceProblem>(&block_.experiment.problem))
                member("surface", [&] { write(*surface); });
            else
                write(std::get<NetworkProblem>(block_.experiment.problem));
            array("runs", block_.experiment.runs, [&](const auto& run) { write(run); });
            member("shuffle", block_.experiment.shuffle);
            write(block_.experiment.seeds);
            member("steps", block_.experiment.steps);
            if (block_.experiment.goal)
                member("goal", [&] { write(*block_.experiment.goal); });
            member("pace", block_.pace);
            array("controls", block_.controls, [&](const Control& control) { write(control); });
            array("views", block_.views, [&](const View& view) { write(view); });
        });
        return QByteArray(buffer_.GetString(), qsizetype(buffer_.GetSize())) + '\n';
    }

private:
    template <class Body>
    void object(Body&& body) {
        writer_.StartObject();
        body();
        writer_.EndObject();
    }
    void value(double number) {
        const NumberText text(number);
        writer_.RawValue(text.view().data(), text.view().size(), rapidjson::kNumberType);
    }
    void value(std::int64_t number) { writer_.Int64(number); }
    void value(std::uint64_t number) { writer_.Uint64(number); }
    void value(int number) { writer_.Int(number); }
    void value(bool truth) { writer_.Bool(truth); }
    void value(const QString& text) {
        const QByteArray bytes = text.toUtf8();
        writer_.String(bytes.constData(), rapidjson::SizeType(bytes.size()));
    }
    void value(const std::string& text) { writer_.String(text.data(), rapidjson::SizeType(text.size())); }
    template <class Number, std::size_t n>
    void value(const std::array<Number, n>& numbers) {
        writer_.StartArray();
        for (const Number number : numbers)
            value(number);
        writer_.EndArray();
    }

    /// A list of words out of a table.
    template <class T>
    void list(const char* key, std::span<const Word<T>> words, const std::vector<T>& values) {
        writer_.Key(key);
        writer_.StartArray();
        for (const T each : values)
            value(wordFor(words, each));
        writer_.EndArray();
    }

    /// A member whose value is one of the above, or an object that a function writes.
    template <class Value>
    void member(const char* key, const Value& content) {
        writer_.Key(key);
        if constexpr (std::is_invocable_v<Value>)
            object(content);
        else
            value(content);
    }
    template <class Elements, class Each>
    void array(const char* key, const Elements& elements, Each&& each) {
        writer_.Key(key);
        writer_.StartArray();
        for (const auto& element : elements)
            object([&] { each(element); });
        writer_.EndArray();
    }
    template <class T>
    void word(const char* key, std::span<const Word<T>> words, T value) {
        member(key, wordFor(words, value));
    }

    void write(const NetworkProblem& problem) {
        member("dataset", [&] { write(problem.dataset); });
        member("network", [&] {
            array("layers", problem.network.layers, [&](const training::LayerSpec& layer) {
                member("units", layer.units);
                word<training::Activation>("activation", words::kActivations, layer.activation);
                if (layer.batchNorm)
                    member("batch_norm", true);
                if (layer.dropout != 0)
                    member("dropout", layer.dropout);
            });
            const training::Initialisation start = problem.network.initialisation;
            word<training::Initialisation>("initialisation", words::kInitialisations, start);
            if (start == training::Initialisation::Constant || start == training::Initialisation::Uniform)
                member("initial_value", problem.network.initialValue);
        });
        word<training::Loss>("loss", words::kLosses, problem.loss);
        if (problem.loss == training::Loss::Huber)
            member("huber_delta", problem.huberDelta);
    }

    /// A file or a folder as it is named from the experiment's own.
    QString nameOf(const std::string& path) const {
        const QString file = QString::fromStdString(path);
        // The reader gave the canonical path, which a link in the folder's own path would not match.
        const QString folder = QFileInfo(folder_).canonicalFilePath();
        return folder.isEmpty() ? file : QDir(folder).relativeFilePath(file);
    }

    void write(const DatasetSpec& dataset) {
        if (dataset.kind == DatasetKind::Csv) {
            member("csv", nameOf(dataset.csvFile));
            member("target", dataset.target);
        } else {
            word<DatasetKind>("kind", words::kDatasets, dataset.kind);
            writeKind(dataset);
        }
        if (dataset.kind != DatasetKind::Idx)
            member("test_share", dataset.testShare);
        if (!dataset.features.empty())
            list<training::Feature>("features", words::kFeatures, dataset.features);
        if (dataset.standardise)
            member("standardise", true);
    }

    void writeKind(const DatasetSpec& dataset) {
        switch (dataset.kind) {
        case DatasetKind::Points:
            writer_.Key("points");
            writer_.StartArray();
            for (const std::vector<double>& point : dataset.points) {
                writer_.StartArray();
                for (const double number : point)
                    value(number);
                writer_.EndArray();
            }
            writer_.EndArray();
            break;
        case DatasetKind::Idx:
            member("folder", nameOf(dataset.idxFolder));
            member("samples", dataset.samples);
            break;
        default:
            member("samples", dataset.samples);
            member("noise", dataset.noise);
        }
        if (choosesClasses(dataset.kind))
            member("classes", dataset.classes);
        if (dataset.kind == DatasetKind::Checkerboard)
            member("cells", dataset.cells);
        if (dataset.kind == DatasetKind::Digits)
            member("side", dataset.side);
        if (dataset.kind == DatasetKind::Line) {
            member("slope", dataset.slope);
            member("intercept", dataset.intercept);
        }
        if (dataset.kind == DatasetKind::Sine)
            member("frequency", dataset.frequency);
        if (dataset.kind == DatasetKind::Line || dataset.kind == DatasetKind::Sine)
            member("range", dataset.range);
    }

    void write(const SurfaceProblem& surface) {
        word<SurfaceKind>("kind", words::kSurfaces, surface.kind);
        if (surface.kind == SurfaceKind::Formula)
            member("formula", surface.formula);
        if (hasCurvature(surface.kind))
            member("curvature", surface.curvature);
        if (surface.kind == SurfaceKind::Ravine)
            member("condition", surface.condition);
        if (surface.kind == SurfaceKind::NoisyBowl)
            member("noise", surface.noise);
        if (training::hasOneParameter(surface.kind))
            member("start", surface.start[0]);
        else
            member("start", surface.start);
        member("window", surface.window);
    }

    void write(const training::RunSpec& run) {
        member("id", run.id);
        if (!run.name.empty() && run.name != run.id)
            member("name", run.name);
        member("optimizer", [&] { write(run.optimizer); });
        if (run.schedule != training::Schedule{})
            member("schedule", [&] { write(run.schedule); });
        member("batch_size", run.batchSize);
        if (run.loader.dropLast)
            member("drop_last", true);
        if (run.loader.prefetch != 0)
            member("prefetch", run.loader.prefetch);
        if (run.loader.microseconds != 0)
            member("load_microseconds", run.loader.microseconds);
        if (run.loop != training::RunSpec{}.loop)
            list<training::Act>("loop", words::kActs, run.loop);
    }

    /// What a kind has of its own is written always, what all have only where it is used.
    void write(const training::OptimizerSettings& settings) {
        word<OptimizerKind>("kind", words::kOptimizers, settings.kind);
        member("learning_rate", settings.learningRate);
        const training::OptimizerSettings defaults = training::defaultSettings(settings.kind);
        for (const OptimizerKey<double>& each : kOptimizerNumbers) {
            const bool isUsed = settings.*each.member != 0 || defaults.*each.member != 0;
            if (each.kinds.contains(settings.kind) && isUsed)
                member(each.key.toUtf8().constData(), settings.*each.member);
        }
        for (const OptimizerKey<bool>& each : kOptimizerSwitches) {
            if (each.kinds.contains(settings.kind))
                member(each.key.toUtf8().constData(), settings.*each.member);
        }
    }

    void write(const training::Schedule& schedule) {
        using Kind = training::Schedule::Kind;
        word<Kind>("kind", words::kSchedules, schedule.kind);
        if (schedule.warmUp != 0)
            member("warm_up", schedule.warmUp);
        const auto isOneOf = [&](std::initializer_list<Kind> kinds) {
            return std::find(kinds.begin(), kinds.end(), schedule.kind) != kinds.end();
        };
        if (isOneOf({Kind::Step, Kind::Cosine, Kind::OneCycle, Kind::RangeTest}))
            member("period", schedule.period);
        if (isOneOf({Kind::Step, Kind::Exponential, Kind::ReduceOnPlateau}))
            member("factor", schedule.factor);
        if (isOneOf({Kind::Cosine, Kind::RangeTest, Kind::ReduceOnPlateau}))
            member("floor", schedule.floor);
        if (schedule.kind == Kind::ReduceOnPlateau) {
            member("patience", schedule.patience);
            member("threshold", schedule.threshold);
            member("every", schedule.every);
        }
    }

    void write(const training::Seeds& seeds) {
        if (seeds == training::Seeds::all(seeds.data)) {
            member("seed", seeds.data);
            return;
        }
        member("seeds", [&] {
            member("data", seeds.data);
            member("split", seeds.split);
            member("weights", seeds.weights);
            member("shuffle", seeds.shuffle);
            member("dropout", seeds.dropout);
            member("noise", seeds.noise);
        });
    }

    void write(const training::Goal& goal) {
        word<training::Metric>("metric", words::kMetrics, goal.metric);
        member(goal.below ? "at_most" : "at_least", goal.bound);
        member("every", goal.every);
        member("holds", goal.holds);
    }

    void write(const Control& control) {
        word<Knob>("knob", words::kKnobs, control.knob);
        if (control.knob == Knob::Parameter)
            member("index", std::uint64_t(control.parameter));
        if (!control.label.isEmpty())
            member("label", control.label);
        member("least", control.least);
        member("greatest", control.greatest);
        word<bool>("scale", words::kScales, control.logarithmic);
        member("step", control.step);
    }

    void write(const View& view) {
        word<ViewKind>("kind", words::kViews, view.kind);
        if (!view.title.isEmpty())
            member("title", view.title);
        if (view.kind == ViewKind::LossCurves || view.kind == ViewKind::Histograms)
            word<bool>("scale", words::kScales, view.logarithmic);
        if (view.kind == ViewKind::Histograms)
            word<Quantity>("quantity", words::kQuantities, view.quantity);
        if (view.kind == ViewKind::RegressionFit)
            member("squares", view.squares);
        if (view.kind == ViewKind::Slope)
            member("magnifier", view.magnified);
        if (view.kind == ViewKind::Landscape)
            word<bool>("directions", words::kDirections, view.alongPath);
    }

    const ExperimentBlock& block_;
    QString folder_;
    rapidjson::StringBuffer buffer_{};
    rapidjson::PrettyWriter<rapidjson::StringBuffer> writer_{buffer_};
};

} // namespace

QByteArray writeExperiment(const ExperimentBlock& block, const QString& folder) {
    return ExperimentWriter(block, folder).write();
}

} // namespace downhill::lesson
