#pragma once

#include "lesson/grading.h"

#include <QFrame>
#include <QString>

class QLabel;

namespace downhill::app {

class IconMark;
class MarkupView;
class TextContext;
struct Theme;

/// What came of an answer: a headline that says how it was, and what there is to say about it.
class VerdictPanel : public QFrame {
    Q_OBJECT

public:
    explicit VerdictPanel(TextContext& context, QWidget* parent = nullptr);

    /// The mark of an answer. `note` stands under the headline: what was taken off, how many tries are left.
    void showMark(const lesson::Grade& grade, const QString& note, const QString& markdown);
    /// A prediction, before (`revealed` false) and after the run that tells how it went. `settings` are those
    /// that this run must have; empty where any will do.
    void showPrediction(bool revealed, const QString& settings, const QString& markdown);

private:
    void say(const char* look, const QString& icon, QColor Theme::*ink, const QString& headline,
             const QString& note, const QString& markdown);

    TextContext& context_;
    IconMark* icon_;
    QLabel* headline_;
    QLabel* note_;
    MarkupView* text_;
};

} // namespace downhill::app
