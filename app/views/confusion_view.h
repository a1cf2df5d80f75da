#pragma once

#include "views/assessed_view.h"

namespace downhill::app {

class ConfusionItem;

/// Which classes a network takes for which, as a table of counts and shares, a row an actual class; on the
/// training set or on the test set.
class ConfusionView : public AssessedView {
    Q_OBJECT

public:
    ConfusionView(const lesson::View& view, Appearance& appearance, QWidget* parent = nullptr);

    void setExperiment(const lesson::ExperimentBlock& block,
                       std::shared_ptr<const training::SplitDataset<float>> data) override;
    QString spokenSummary() const override;

    const ConfusionItem& item() const { return *item_; }

protected:
    void redraw() override;
    void restyle() override;

private:
    const training::Assessment* shown() const;
    QString accuracyText() const;
    std::optional<ReadOut> probe(QPointF value) const;
    std::optional<QPointF> step(QPointF value, QPoint way) const;

    ConfusionItem* item_;
};

} // namespace downhill::app
