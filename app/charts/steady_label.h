#pragma once

#include "charts/glyph_text.h"

#include <QLabel>

namespace downhill::app {

/// A text whose room does not depend on what it says, so that it may change with every frame: a QLabel would
/// have everything around it laid out anew each time. What does not fit ends in an ellipsis, where it can
/// after a whole part ("step 7 · loss 0.3 · …"), or after the last line, and stands in the tool tip.
class SteadyLabel : public QLabel {
    Q_OBJECT

public:
    explicit SteadyLabel(QWidget* parent, int lines = 1);

    void say(const QString& text);
    void setLines(int lines);
    int lines() const { return lines_; }
    /// Whether all of it can be read in one line of `width` px.
    bool fitsInto(int width) const { return glyphs_.width(said_) <= width; }
    const QString& said() const { return said_; }

    /// As high as its lines; as wide as it is made.
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    QString shortened() const;
    void paintLine(QPainter& painter, const QString& text) const;
    /// Says whether there was room for all of it.
    bool paintLines(QPainter& painter) const;

    GlyphText glyphs_;
    QString said_{};
    int lines_;
};

} // namespace downhill::app
