#pragma once

#include "markup/page.h"

#include <QWidget>

class QVBoxLayout;

namespace downhill::app {

class TextContext;

/// A lesson text from top to bottom, with code tabs that switch. Tabs within lists and callouts are shown one
/// after the other.
class TextColumn : public QWidget {
    Q_OBJECT

public:
    explicit TextColumn(TextContext& context, QWidget* parent = nullptr);

    void setMarkdown(const QString& markdown);
    /// As a screen reader should say it; empty until it is prepared.
    QString spokenText() const;

Q_SIGNALS:
    void prepared();

private:
    void showPage();
    void addText(std::vector<markup::Block> blocks);

    TextContext& context_;
    QVBoxLayout* column_;
    QString markdown_{};
    markup::Page page_{};
};

} // namespace downhill::app
