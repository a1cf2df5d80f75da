// The inner loops of the engine, each with every instruction set of this processor, and whole steps made of
// them. The sizes are those of the workloads T (2-8-8-1, batch 10), S (64-32-10, batch 32), M (784-128-10,
// batch 64) and L (784-512-512-10, batch 128). Arguments are Google Benchmark's:
// --benchmark_filter=product/M.

#include "../activations.h"
#include "training/kernels/activation_kernels.h"
#include "training/kernels/loss_kernels.h"
#include "training/kernels/product_kernels.h"
#include "training/philox.h"
#include "workloads.h"

#include <algorithm>
#include <benchmark/benchmark.h>
#include <hwy/aligned_allocator.h>
#include <string_view>

using namespace downhill::training;
using Eigen::Index;

namespace {

using benchmark::Counter;
using benchmark::State;

/// Numbers in [−1, 1) where kernels want them: from a multiple of 64 bytes to whole vectors.
class Numbers {
public:
    explicit Numbers(Index count, std::uint64_t seed = 1)
        : count_(paddedToLanes(count)),
          values_(hwy::AllocateAligned<float>(static_cast<std::size_t>(count_))) {
        RandomStream random(seed, Stream::Data);
        for (float& value : all())
            value = static_cast<float>(random.uniform(-1, 1));
    }

    float* data() { return values_.get(); }
    std::span<float> all() { return {values_.get(), static_cast<std::size_t>(count_)}; }

private:
    Index count_;
    hwy::AlignedFreeUniquePtr<float[]> values_;
};

/// Registers measure(state, instruction set) as "name/instruction set" for each that there is.
template <class Measure>
void addForEachSet(const std::string& name, const Measure& measure) {
    for (const InstructionSet set : supportedInstructionSets()) {
        benchmark::RegisterBenchmark((name + "/" + std::string(nameOf(set))).c_str(),
                                     [measure, set](State& state) { measure(state, set); });
    }
}

/// Tells how long one of `count` things takes that each iteration handles.
void tellTimeOfOne(State& state, const char* thing, Index count) {
    state.counters[std::string("s/") + thing] =
        Counter(static_cast<double>(count), Counter::kIsIterationInvariantRate | Counter::kInvert);
}

// ---- Products
// ----------------------------------------------------------------------------------------------

/// The three products of a dense layer, as NetworkPass asks for them.
enum class ProductOf {
    Forward, ///< units × samples, over inputs: the weights by the samples
    Back,    ///< inputs × samples, over units: the weights, turned, by the deltas
    Weights, ///< units × inputs, over samples: the deltas by the samples
};

void multiply(State& state, InstructionSet set, ProductOf kind, Index rows, Index columns, Index depth) {
    const bool weights = kind == ProductOf::Weights;
    const bool back = kind == ProductOf::Back;
    const Index aRow = weights ? paddedToLanes(depth) : depth;
    const Index bRow = paddedToLanes(columns);
    Numbers a(rows * aRow, 1);
    Numbers b(depth * bRow, 2);
    Numbers c(rows * bRow, 3);
    const Product<float> product{.rows = rows,
                                 .columns = weights ? columns : bRow,
                                 .depth = depth,
                                 .a = a.data(),
                                 .aRow = back ? 1 : aRow,
                                 .aStep = back ? rows : 1,
                                 .b = b.data(),
                                 .bRow = bRow,
                                 .c = c.data(),
                                 .cRow = weights ? columns : bRow,
                                 .padded = !weights};
    const auto& kernels = productKernels<float>(set);
    for (auto _ : state) {
        kernels.multiply(product);
        benchmark::ClobberMemory();
    }
    state.counters["FLOP/s"] =
        Counter(static_cast<double>(2 * rows * columns * depth), Counter::kIsIterationInvariantRate);
}

void addProducts() {
    struct Shape {
        const char* name;
        ProductOf kind;
        Index rows, columns, depth;
    };
    const Shape shapes[] = {
        {"T forward", ProductOf::Forward, 8, 10, 8},     {"T back", ProductOf::Back, 8, 10, 8},
        {"T weights", ProductOf::Weights, 8, 8, 10},     {"S forward", ProductOf::Forward, 32, 32, 64},
        {"S back", ProductOf::Back, 32, 32, 10},         {"S weights", ProductOf::Weights, 32, 64, 32},
        {"M forward", ProductOf::Forward, 128, 64, 784}, {"M back", ProductOf::Back, 128, 64, 10},
        {"M weights", ProductOf::Weights, 128, 784, 64}, {"L forward", ProductOf::Forward, 512, 128, 784},
        {"L back", ProductOf::Back, 512, 128, 512},      {"L weights", ProductOf::Weights, 512, 784, 128}};
    for (const Shape& shape : shapes) {
        const std::string size = std::to_string(shape.rows) + "x" + std::to_string(shape.columns) + "x" +
                                 std::to_string(shape.depth);
        addForEachSet(std::string("product/") + shape.name + " " + size,
                      [shape](State& state, InstructionSet set) {
                          multiply(state, set, shape.kind, shape.rows, shape.columns, shape.depth);
                      });
    }
}

// ---- What else a pass does
// ---------------------------------------------------------------------------------

void addTransposes() {
    const std::pair<Index, Index> sizes[] = {{32, 32}, {64, 784}, {512, 128}};
    for (const auto& [rows, columns] : sizes) {
        addForEachSet("transpose/" + std::to_string(rows) + "x" + std::to_string(columns),
                      [rows = rows, columns = columns](State& state, InstructionSet set) {
                          const Index fromRow = paddedToLanes(columns);
                          const Index toRow = paddedToLanes(rows);
                          Numbers from(rows * fromRow);
                          Numbers to(columns * toRow);
                          const auto& kernels = productKernels<float>(set);
                          for (auto _ : state) {
                              kernels.transpose(rows, columns, from.data(), fromRow, to.data(), toRow);
                              benchmark::ClobberMemory();
                          }
                          tellTimeOfOne(state, "number", rows * columns);
                      });
    }
}

/// M's hidden layer: 128 units, 64 samples.
constexpr Index kUnits = 128;
constexpr Index kSamples = 64;

void activate(State& state, InstructionSet set, Activation activation) {
    Numbers fresh(kUnits * kSamples);
    Numbers values(kUnits * kSamples);
    Numbers sums(kUnits * kSamples);
    Numbers bias(kUnits);
    const auto& kernels = activationKernels<float>(set);
    for (auto _ : state) {
        // What an activation leaves behind would wander to its fixed point: copying is part of the time.
        std::copy(fresh.all().begin(), fresh.all().end(), values.data());
        kernels.activate(activation, kUnits, kSamples, kSamples, bias.data(), values.data(),
                         needsSums(activation) ? sums.data() : nullptr);
        benchmark::ClobberMemory();
    }
    tellTimeOfOne(state, "number", kUnits * kSamples);
}

void differentiate(State& state, InstructionSet set, Activation activation) {
    Numbers values(kUnits * kSamples, 1);
    Numbers sums(kUnits * kSamples, 2);
    Numbers fresh(kUnits * kSamples, 3);
    Numbers gradients(kUnits * kSamples);
    const auto& kernels = activationKernels<float>(set);
    for (auto _ : state) {
        std::copy(fresh.all().begin(), fresh.all().end(), gradients.data());
        kernels.differentiate(activation, kUnits, kSamples, kSamples, values.data(), sums.data(),
                              gradients.data());
        benchmark::ClobberMemory();
    }
    tellTimeOfOne(state, "number", kUnits * kSamples);
}

void addActivations() {
    for (const auto& [name, activation] : activations::kAll) {
        addForEachSet(std::string("activation/") + name,
                      [activation = activation](State& state, InstructionSet set) {
                          activate(state, set, activation);
                      });
        addForEachSet(std::string("slope/") + name,
                      [activation = activation](State& state, InstructionSet set) {
                          differentiate(state, set, activation);
                      });
    }
}

void addLosses() {
    struct Case {
        const char* name;
        Loss loss;
        Index outputs;
    };
    const Case cases[] = {
        {"mse", Loss::MeanSquaredError, 1}, {"half mse", Loss::HalfMeanSquaredError, 1},
        {"mean error", Loss::MeanError, 1}, {"mae", Loss::MeanAbsoluteError, 1},
        {"huber", Loss::Huber, 1},          {"binary cross-entropy", Loss::BinaryCrossEntropy, 1},
        {"hinge", Loss::Hinge, 1},          {"cross-entropy of 10", Loss::CrossEntropy, 10},
        {"hinge of 10", Loss::Hinge, 10}};
    for (const Case& each : cases) {
        addForEachSet(std::string("loss/") + each.name, [each](State& state, InstructionSet set) {
            Numbers outputs(each.outputs * kSamples);
            Numbers gradient(each.outputs * kSamples);
            Numbers targets(kSamples);
            RandomStream random(2, Stream::Data);
            for (float& target : targets.all())
                target = static_cast<float>(random.index(each.outputs == 1 ? 2 : 10));
            const auto& kernels = lossKernels<float>(set);
            for (auto _ : state) {
                benchmark::DoNotOptimize(kernels.measure(each.loss, each.outputs, kSamples, kSamples,
                                                         outputs.data(), targets.data(), gradient.data()));
                benchmark::ClobberMemory();
            }
            tellTimeOfOne(state, "sample", kSamples);
        });
    }
}

// ---- Optimizers
// --------------------------------------------------------------------------------------------

void addOptimizers() {
    using Kind = OptimizerSettings::Kind;
    const auto of = [](Kind kind, auto&& change) {
        OptimizerSettings settings = defaultSettings(kind);
        change(settings);
        return settings;
    };
    const auto asItIs = [](OptimizerSettings&) {};
    const std::pair<const char*, OptimizerSettings> optimizers[] = {
        {"sgd", of(Kind::Sgd, asItIs)},
        {"sgd, weight decay", of(Kind::Sgd, [](OptimizerSettings& it) { it.weightDecay = 0.01; })},
        {"sgd, norm clipped", of(Kind::Sgd, [](OptimizerSettings& it) { it.clipNorm = 1; })},
        {"momentum", of(Kind::Momentum, asItIs)},
        {"nesterov", of(Kind::Nesterov, asItIs)},
        {"adagrad", of(Kind::Adagrad, asItIs)},
        {"rmsprop", of(Kind::RmsProp, asItIs)},
        {"rmsprop, centered", of(Kind::RmsProp, [](OptimizerSettings& it) { it.centered = true; })},
        {"adam", of(Kind::Adam, asItIs)},
        {"adamw", of(Kind::AdamW, asItIs)},
        {"amsgrad", of(Kind::AmsGrad, asItIs)}};
    constexpr Index kParameters = 784 * 128 + 128 + 128 * 10 + 10; // M's
    for (const auto& [name, settings] : optimizers) {
        addForEachSet(std::string("optimizer/") + name,
                      [settings = settings](State& state, InstructionSet set) {
                          Numbers parameters(kParameters, 1);
                          Numbers gradient(kParameters, 2);
                          const auto all = [](Numbers& numbers) {
                              return numbers.all().first(static_cast<std::size_t>(kParameters));
                          };
                          Optimizer<float> optimizer(settings, kParameters, set);
                          const FlushDenormals flush;
                          for (auto _ : state)
                              benchmark::DoNotOptimize(optimizer.step(all(parameters), all(gradient)));
                          tellTimeOfOne(state, "parameter", kParameters);
                      });
    }
}

// ---- Random numbers
// ----------------------------------------------------------------------------------------

void drawBlocks(State& state) {
    std::array<std::uint32_t, 4 * kPhiloxBlocks> words{};
    std::uint64_t first = 0;
    for (auto _ : state) {
        philoxBlocks(first, 0, 0, {1, 2}, words);
        benchmark::DoNotOptimize(words);
        first += kPhiloxBlocks;
    }
    tellTimeOfOne(state, "word", static_cast<Index>(words.size()));
}

template <class Draw>
void addDrawing(const char* name, const Draw& draw) {
    benchmark::RegisterBenchmark(name, [draw](State& state) {
        RandomStream random(1, Stream::Data);
        for (auto _ : state)
            benchmark::DoNotOptimize(draw(random));
        tellTimeOfOne(state, "number", 1);
    });
}

void addRandomNumbers() {
    benchmark::RegisterBenchmark("philox/blocks", drawBlocks);
    addDrawing("philox/word", [](RandomStream& random) { return random.bits32(); });
    addDrawing("philox/uniform", [](RandomStream& random) { return random.uniform(); });
    addDrawing("philox/normal", [](RandomStream& random) { return random.normal(); });
}

// ---- Whole steps
// -------------------------------------------------------------------------------------------

void addSteps() {
    const std::pair<const char*, Experiment> experiments[] = {
        {"T", workloads::t()}, {"S", workloads::s()}, {"M", workloads::m()}};
    for (const auto& [name, experiment] : experiments) {
        // Drawn when the first of them is measured, and shared.
        const auto data = std::make_shared<Trainer<float>::Data>();
        addForEachSet(std::string("step/") + name,
                      [data, experiment = experiment](State& state, InstructionSet set) {
                          constexpr Index kSteps = 16;
                          if (!*data)
                              *data = workloads::data(experiment);
                          auto trainer = workloads::trainer(experiment, *data, set);
                          trainer.run(kSteps);
                          for (auto _ : state)
                              trainer.run(kSteps);
                          state.counters["steps/s"] =
                              Counter(static_cast<double>(kSteps), Counter::kIsIterationInvariantRate);
                      });
    }
}

} // namespace

int main(int argc, char** argv) {
    addProducts();
    addTransposes();
    addActivations();
    addLosses();
    addOptimizers();
    addRandomNumbers();
    addSteps();
    // There are many: half a second each would take minutes. Arguments of the caller come later and win.
    std::string brief = "--benchmark_min_time=0.05";
    std::vector<char*> arguments{argv[0], brief.data()};
    for (int i = 1; i < argc; ++i)
        arguments.push_back(argv[i]);
    int count = static_cast<int>(arguments.size());
    benchmark::Initialize(&count, arguments.data());
    if (benchmark::ReportUnrecognizedArguments(count, arguments.data()))
        return 1;
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
    return 0;
}
