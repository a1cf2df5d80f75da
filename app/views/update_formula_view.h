#pragma once

#include "markup/page.h"
#include "views/card_view.h"
#include "views/parameter_names.h"
#include "views/update_lines.h"

#include <QTimer>

#include <optional>

class QLabel;
class QScrollArea;

namespace downhill::app {

class MarkupView;
class TextContext;

/// How the optimizer's formula moved one chosen parameter in the last step, with the numbers put in. While a
/// run goes on they are set a few times a second, and at rest at once.
class UpdateFormulaView : public CardView {
    Q_OBJECT

public:
    UpdateFormulaView(const lesson::View& view, TextContext& texts, QWidget* parent = nullptr);

    training::SnapshotParts parts() const override { return {.optimizer = true}; }
    QString spokenSummary() const override;

    /// Chooses the parameter.
    QComboBox& parameterField() const { return *field_; }
    /// What is typeset now, as Markdown.
    const QString& formula() const { return formula_; }
    /// The update that it tells of; nothing before the first step.
    const std::optional<UpdateNumbers>& numbers() const { return numbers_; }

protected:
    void refresh() override;
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Moment {
        std::int64_t step = -1;
        std::size_t run = 0;
        std::size_t parameter = 0;
        double after = 0; ///< a rewound run comes to the same step again
        bool operator==(const Moment&) const = default;
    };

    void offerParameters();
    bool isNarrow() const;
    void typeset();

    TextContext& texts_;
    QComboBox* field_;
    QLabel* hint_;
    MarkupView* page_;
    QScrollArea* window_;
    QTimer wait_{};
    ParameterNames names_{};
    Moment shown_{};
    std::optional<UpdateNumbers> numbers_{};
    std::vector<UpdateLine> lines_{};
    QString formula_{};
    QString asked_{};
};

} // namespace downhill::app
