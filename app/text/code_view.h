#pragma once

#include "text/markup_view.h"

namespace downhill::app {

/// A program of which some lines are marked.
class CodeView : public MarkupView {
    Q_OBJECT

public:
    using MarkupView::MarkupView;

    void setCode(const QString& code, const QString& language);
    /// Lines count from 1; first 0 marks none.
    void markLines(int first, int last);
    /// Where the marked lines are.
    QRect markedRect() const;

Q_SIGNALS:
    void moved(); ///< the marked lines may be somewhere else

protected:
    void laidOut() override;
    void paintBehindText(QPainter& painter) override;

private:
    int first_ = 0;
    int last_ = 0;
};

} // namespace downhill::app
