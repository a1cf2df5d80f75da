#include "lesson/experiment_json.h"
#include "lesson/experiment_words.h"
#include "lesson/number_text.h"

#include <QDir>
#include <QFileInfo>
#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>

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
            });
            const training::Initialisation start = problem.network.initialisation;
            word<training::Initialisation>("initialisation", words::kInitialisations, start);
            if (start == training::Initialisation::Constant || start == training::Initialisation::Uniform)
                member("initial_value", problem.network.initialValue);
        });
        word<training::Loss>("loss", words::kLosses, problem.loss);
    }

    void write(const DatasetSpec& dataset) {
        if (dataset.kind == DatasetKind::Csv) {
            const QString file = QString::fromStdString(dataset.csvFile);
            // The reader gave the canonical path, which a link in the folder's own path would not match.
            const QString folder = QFileInfo(folder_).canonicalFilePath();
            member("csv", folder.isEmpty() ? file : QDir(folder).relativeFilePath(file));
            member("target", dataset.target);
        } else {
            word<DatasetKind>("kind", words::kDatasets, dataset.kind);
        }
        switch (dataset.kind) {
        case DatasetKind::Csv:
            break;
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
        default:
            member("samples", dataset.samples);
            member("noise", dataset.noise);
        }
        if (dataset.kind == DatasetKind::Blobs || dataset.kind == DatasetKind::Spiral)
            member("classes", dataset.classes);
        if (dataset.kind == DatasetKind::Line) {
            member("slope", dataset.slope);
            member("intercept", dataset.intercept);
        }
        if (dataset.kind == DatasetKind::Sine)
            member("frequency", dataset.frequency);
        if (dataset.kind == DatasetKind::Line || dataset.kind == DatasetKind::Sine)
            member("range", dataset.range);
        member("test_share", dataset.testShare);
    }

    void write(const SurfaceProblem& surface) {
        word<SurfaceKind>("kind", words::kSurfaces, surface.kind);
        if (surface.kind == SurfaceKind::Parabola || surface.kind == SurfaceKind::Bowl)
            member("curvature", surface.curvature);
        if (surface.kind == SurfaceKind::Ravine)
            member("condition", surface.condition);
        if (surface.kind == SurfaceKind::Parabola)
            member("start", surface.start[0]);
        else
            member("start", surface.start);
        member("window", surface.window);
    }

    void write(const training::RunSpec& run) {
        member("id", run.id);
        if (!run.name.empty() && run.name != run.id)
            member("name", run.name);
        member("optimizer", [&] {
            word<training::OptimizerSettings::Kind>("kind", words::kOptimizers, run.optimizer.kind);
            member("learning_rate", run.optimizer.learningRate);
        });
        member("batch_size", run.batchSize);
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
        if (view.kind == ViewKind::LossCurves)
            word<bool>("scale", words::kScales, view.logarithmic);
        if (view.kind == ViewKind::RegressionFit)
            member("squares", view.squares);
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
