#pragma once

#include "lesson/glossary.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace downhill::app {

class MarkupView;
class TextContext;

/// A term of the glossary, in a small window over the text that named it, with a way to its place in the
/// glossary. Escape or a click elsewhere closes it; the focus goes back to the text.
class TermPopup : public QFrame {
    Q_OBJECT

public:
    explicit TermPopup(TextContext& context, QWidget* parent = nullptr);

    /// Shows `term` below `anchor` (global), where there is room for it.
    void showTerm(const lesson::Term& term, const QRect& anchor);

Q_SIGNALS:
    void glossaryWanted(const QString& id);

private:
    void fit();

    QString id_{};
    QLabel* name_;
    MarkupView* text_;
    QPushButton* open_;
    QRect anchor_{};
};

} // namespace downhill::app
