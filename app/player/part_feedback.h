#pragma once

#include <QFrame>

class QLabel;

namespace downhill::app {

class MarkupView;
class TextContext;

/// What a part of an answer deserves to be told, under it.
class PartFeedback : public QFrame {
    Q_OBJECT

public:
    explicit PartFeedback(TextContext& context, QWidget* parent = nullptr);

    /// `look` as of setLook(); `part` says what it is about where that is not plain. Nothing to say hides it.
    void say(const char* look, const QString& markdown, const QString& part = {});

private:
    QLabel* part_;
    MarkupView* text_;
};

} // namespace downhill::app
