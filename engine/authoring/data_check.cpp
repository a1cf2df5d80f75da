#include "authoring/data_check.h"

#include "training/dataset.h"
#include "training/trainer.h"

#include <memory>
#include <variant>

namespace downhill::authoring {

std::vector<DataFinding> checkData(const training::Experiment& experiment) {
    const auto* problem = std::get_if<training::NetworkProblem>(&experiment.problem);
    if (!problem)
        return {};
    const training::DatasetSpec& dataset = problem->dataset;
    const bool isCsv = dataset.kind == training::DatasetKind::Csv;
    if (!isCsv && dataset.kind != training::DatasetKind::Idx)
        return {};
    const std::string& source = isCsv ? dataset.csvFile : dataset.idxFolder;
    const auto finding = [&](const training::Error& error) {
        // A folder's errors name the file in it.
        const bool isInside = !isCsv && error.where.starts_with(source);
        return DataFinding{isInside ? error.where : source, error};
    };
    auto data = training::makeDataset<float>(*problem, experiment.seeds);
    if (!data)
        return {finding(data.error())};
    std::vector<DataFinding> findings;
    const auto shared = std::make_shared<const training::SplitDataset<float>>(std::move(*data));
    for (std::size_t run = 0; run < experiment.runs.size(); ++run) {
        if (const auto trainer = training::Trainer<float>::create(experiment, run, shared); !trainer)
            findings.push_back(finding(trainer.error()));
    }
    return findings;
}

} // namespace downhill::authoring
