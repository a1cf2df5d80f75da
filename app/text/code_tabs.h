#pragma once

#include "markup/page.h"

#include <QWidget>

class QTabBar;

namespace downhill::app {

class MarkupView;
class TextContext;

/// The same code in several ways, of which one is shown. What the student chooses here is shown wherever the
/// same ways are offered.
class CodeTabs : public QWidget {
    Q_OBJECT

public:
    /// `tabs` is a block of that kind.
    CodeTabs(const markup::Block& tabs, TextContext& context, QWidget* parent = nullptr);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void showChosen();

    markup::Block tabs_;
    QStringList titles_{};
    TextContext& context_;
    QTabBar* bar_;
    MarkupView* code_;
};

} // namespace downhill::app
