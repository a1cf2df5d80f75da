#pragma once

#include "training/data_loader.h"
#include "training/dataset.h"
#include "training/evaluator.h"
#include "training/network_pass.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace downhill::training {

/// A network on its data, as a trainer drives it: the acts that are not the optimizer's. Allocates nothing
/// after construction. The loader points into the data, so a task stays where it was made.
template <class Scalar>
class NetworkTask {
public:
    struct Settings {
        LossSettings loss;
        std::int64_t batchSize = 0;
        LoaderSettings loader{};
        bool shuffle = true;
        Seeds seeds{};
    };

    NetworkTask(const Network<Scalar>& network, std::shared_ptr<const SplitDataset<Scalar>> data,
                const Settings& settings, std::shared_ptr<ThreadTeam> team);
    NetworkTask(const NetworkTask&) = delete;
    NetworkTask& operator=(const NetworkTask&) = delete;

    /// Back to the first batch; fills `parameters` with the weights that a run starts from.
    void begin(std::span<Scalar> parameters);
    /// To where a run stood that had taken so many batches.
    void goTo(std::int64_t batches, std::span<const Scalar> statistics);
    std::int64_t batches() const { return batches_; } ///< taken, those aside that were taken once more

    void forward(std::span<const Scalar> parameters, std::int64_t step);
    double measure();
    void backward(std::span<const Scalar> parameters, std::span<Scalar> gradient, bool fresh);

    void endStep() { loader_.endStep(); }

    /// The next forward() takes the present batch once more.
    void repeatBatch();

    Evaluation evaluate(std::span<const Scalar> parameters, bool test);

    const SplitDataset<Scalar>& data() const { return *data_; }
    const NetworkPass<Scalar>& pass() const { return pass_; }
    std::span<const Eigen::Index> batch() const { return loader_.indices(); }
    const DataLoader<Scalar>& loader() const { return loader_; }
    std::span<const Scalar> statistics() const { return statistics_; } ///< batch norm's running ones

private:
    std::shared_ptr<const SplitDataset<Scalar>> data_;
    std::shared_ptr<ThreadTeam> team_;
    Settings settings_;
    DataLoader<Scalar> loader_;
    NetworkPass<Scalar> pass_;
    Evaluator<Scalar> evaluator_;
    std::vector<Scalar> statistics_{};
    std::int64_t batches_ = 0;
    bool repeats_ = false;
};

extern template class NetworkTask<float>;
extern template class NetworkTask<double>;

} // namespace downhill::training
