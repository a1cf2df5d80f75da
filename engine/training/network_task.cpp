#include "training/network_task.h"

#include "training/thread_team.h"

#include <algorithm>

namespace downhill::training {

template <class Scalar>
NetworkTask<Scalar>::NetworkTask(const Network<Scalar>& network,
                                 std::shared_ptr<const SplitDataset<Scalar>> data, const Settings& settings,
                                 std::shared_ptr<ThreadTeam> team)
    : data_(std::move(data)), team_(std::move(team)), settings_(settings),
      loader_(data_->train, settings.batchSize, settings.shuffle, settings.seeds.shuffle, settings.loader),
      pass_(network, loader_.batchSize(), team_.get()), evaluator_(network, settings.loss, team_.get()),
      statistics_(static_cast<std::size_t>(network.statisticsCount())) {}

template <class Scalar>
void NetworkTask<Scalar>::begin(std::span<Scalar> parameters) {
    pass_.network().initialise(parameters, settings_.seeds.weights);
    pass_.network().initialiseStatistics(statistics_);
    loader_.rewind();
    batches_ = 0;
    repeats_ = false;
}

template <class Scalar>
void NetworkTask<Scalar>::goTo(std::int64_t batches, std::span<const Scalar> statistics) {
    loader_.rewind(batches);
    batches_ = batches;
    repeats_ = false;
    std::copy(statistics.begin(), statistics.end(), statistics_.begin());
}

template <class Scalar>
void NetworkTask<Scalar>::repeatBatch() {
    loader_.repeat();
    repeats_ = true;
}

template <class Scalar>
void NetworkTask<Scalar>::forward(std::span<const Scalar> parameters, std::int64_t step) {
    batches_ += repeats_ ? 0 : 1;
    repeats_ = false;
    if (loader_.isDirect()) {
        const std::span<const Eigen::Index> samples = loader_.nextIndices();
        pass_.gather(data_->train.features.data(), samples);
        const Scalar* all = data_->train.targets.data();
        const std::span<Scalar> targets = pass_.targets();
        for (std::size_t i = 0; i < samples.size(); ++i)
            targets[i] = all[samples[i]];
    } else {
        const Batch<Scalar> batch = loader_.next();
        pass_.take(batch.features, batch.size);
        std::copy_n(batch.targets, batch.size, pass_.targets().begin());
    }
    pass_.forward(parameters, statistics_,
                  {.seed = settings_.seeds.dropout, .step = static_cast<std::uint64_t>(step)});
}

template <class Scalar>
double NetworkTask<Scalar>::measure() {
    return pass_.measure(settings_.loss);
}

template <class Scalar>
void NetworkTask<Scalar>::backward(std::span<const Scalar> parameters, std::span<Scalar> gradient,
                                   bool fresh) {
    pass_.backward(parameters, gradient, fresh);
}

template <class Scalar>
Evaluation NetworkTask<Scalar>::evaluate(std::span<const Scalar> parameters, bool test) {
    return evaluator_.evaluate(parameters, statistics_, test ? data_->test : data_->train);
}

template class NetworkTask<float>;
template class NetworkTask<double>;

} // namespace downhill::training
