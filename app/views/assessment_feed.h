#pragma once

#include "training/assessment.h"
#include "training/runner.h"
#include "views/background.h"

#include <QObject>

#include <memory>
#include <optional>
#include <vector>

namespace downhill::app {

/// How one run does on each sample, at one step.
struct AssessedRun {
    std::int64_t step = 0;
    training::Assessment train{};
    training::Assessment test{};
};

/// Asks a network about all its samples, frame after frame: at once where that is quick, otherwise beside the
/// window, the newest question first.
class AssessmentFeed : public QObject {
    Q_OBJECT

public:
    using Data = std::shared_ptr<const training::SplitDataset<float>>;

    /// A network whose answers are asked for.
    struct Question {
        std::int64_t step = 0;
        std::vector<float> parameters{};
        std::vector<float> statistics{};

        bool operator==(const Question&) const = default;
    };

    explicit AssessmentFeed(QObject* parent = nullptr);

    /// Begins anew; nothing can be asked where the network cannot be built on `data`.
    void setProblem(const training::Problem& problem, Data data);
    /// Parameters that do not fit are passed over.
    void ask(const training::RunSnapshot& run);
    /// Forgets what was found, as when another run is shown.
    void forget();

    /// As last found; nothing before.
    const std::optional<AssessedRun>& found() const { return found_; }

Q_SIGNALS:
    void assessed();

private:
    void take(AssessedRun found);
    void begin(Question question);

    Data data_{};
    std::shared_ptr<const training::Network<float>> network_{};
    training::LossSettings loss_{training::Loss::MeanSquaredError};
    bool quick_ = true;
    Question asked_{};
    std::optional<Question> next_{};
    std::optional<AssessedRun> found_{};
    Background background_{};
};

} // namespace downhill::app
