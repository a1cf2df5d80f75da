#pragma once

#include "views/card_view.h"
#include "views/loop_line.h"

#include <vector>

class QLabel;
class QVBoxLayout;

namespace downhill::app {

/// The five lines of a training step as PyTorch writes them: the one that is executed next, what each made of
/// the present batch, and lines that can be left out or moved.
class TrainingLoopView : public CardView {
    Q_OBJECT

public:
    TrainingLoopView(const lesson::View& view, Appearance& appearance, QWidget* parent = nullptr);

    training::SnapshotParts parts() const override { return {.optimizer = true, .layers = true}; }
    QString spokenSummary() const override;

    /// The lines of the loop from top to bottom, then those that are left out.
    const std::vector<LoopLine*>& lines() const { return lines_; }
    /// What the loop means or why a change of it cannot be; may be empty.
    QString note() const;

protected:
    void refresh() override;
    void restyle() override;
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Focus {
        std::size_t line = 0;
        LoopLine::Part part = LoopLine::Part::Toggle;
    };

    bool isSurface() const;
    void build();
    void arrange();
    void leaveOut(std::size_t line, bool executed);
    void move(std::size_t line, int by);
    void propose(const std::vector<training::Act>& loop, Focus focus);
    void showValues();
    QString valueOf(training::Act act, const training::RunSnapshot& run) const;
    void setNote(const QString& sentence, bool warns);

    QLabel* head_;
    QVBoxLayout* rows_;
    QLabel* note_;
    std::vector<LoopLine*> lines_{};
    std::vector<training::Act> loop_{};
    bool built_ = false;
    bool ofSurface_ = false;
    std::optional<Focus> focus_{}; ///< where it goes when the loop has changed
};

} // namespace downhill::app
