#pragma once

#include "text/markup_view.h"

#include <vector>

namespace downhill::app {

/// A text or code with fields in the places of its gaps. Tab goes from field to field.
class GapView : public MarkupView {
    Q_OBJECT

public:
    using MarkupView::MarkupView;

    /// `text` holds [[id]] for each of `ids`; `fields` take their places and belong to the view from now on.
    /// `language` as of a code block; empty: the text is Markdown.
    void setText(const QString& text, const QString& language, const QStringList& ids,
                 const std::vector<QWidget*>& fields);

protected:
    void placeObjects() override;
    void laidOut() override;
    // NOLINTNEXTLINE(bugprone-parent-virtual-call): a text browser would stop at links and keep Tab to itself
    bool focusNextPrevChild(bool next) override { return QWidget::focusNextPrevChild(next); }

private:
    InlineObjects::Object objectFor(const QWidget* field) const;

    std::vector<QWidget*> fields_{};
    std::vector<std::size_t> places_{}; ///< of the fields among the objects of the document
};

} // namespace downhill::app
