#pragma once

#include <QScrollArea>

class QLabel;
class QVBoxLayout;

namespace downhill::app {

class Appearance;

/// A page that is read from top to bottom: one column in the middle, no wider than it reads well, that
/// scrolls.
class PageColumn : public QScrollArea {
    Q_OBJECT

public:
    /// `widest`: px of the column at the usual text size.
    PageColumn(Appearance& appearance, int widest, QWidget* parent = nullptr);

    /// Takes everything away and begins anew, at the top.
    void clear();
    void setWidest(int widest); ///< px at the usual text size
    QVBoxLayout* column() const { return column_; }
    /// A text over the whole width, in one of the style sheet's looks; plain, and broken into lines.
    QLabel* addText(const QString& text, const char* look);
    /// A frame of its own look with a column in it.
    QVBoxLayout* addCard(const char* look = "card");

private:
    void fitWidth();

    Appearance& appearance_;
    int widest_;
    QWidget* holder_ = nullptr;
    QVBoxLayout* column_ = nullptr;
};

} // namespace downhill::app
