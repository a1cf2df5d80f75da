#pragma once

#include "markup/document.h"
#include "markup/page.h"
#include "text/inline_objects.h"
#include "text/table_fit.h"

#include <QTextBrowser>

#include <optional>

namespace downhill::app {

class TextContext;

/// A lesson text, as tall as it needs to be: it scrolls sideways where a table is too wide for it, and never
/// up and down. Text can be selected and copied, formulas as TeX; Tab goes from link to link, and Enter
/// follows one.
class MarkupView : public QTextBrowser {
    Q_OBJECT

public:
    explicit MarkupView(TextContext& context, QWidget* parent = nullptr);

    void setMarkdown(const QString& markdown);
    /// A page that is prepared already, or a part of one.
    void setPage(const markup::Page& page);
    /// Without the boxes around code: for a line of it that has a frame of its own.
    void setBare(bool bare);
    /// Whether Tab stops here though there is no link.
    void setTabStop(bool stop);
    bool isPrepared() const { return page_.has_value(); }
    /// The text without formatting, formulas as TeX, as a screen reader should say it.
    QString spokenText() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

    /// The few words that a text says by itself, in the reader's language.
    static markup::Wording wording();

Q_SIGNALS:
    void prepared();
    void clicked(); ///< anywhere but on a link, without selecting

protected:
    TextContext& context() const { return context_; }
    InlineObjects& objects() { return *objects_; }
    /// Puts objects into the document, which has just been written anew; pictures are there already.
    virtual void placeObjects() {}
    /// Called when lines may have moved.
    virtual void laidOut() {}
    /// Paints between the panels of the text and the text itself.
    virtual void paintBehindText(QPainter&) {}

    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    QMimeData* createMimeDataFromSelection() const override;

private:
    void layOut();
    void placePictures();
    void fitHeight();
    int neededHeight() const;
    int textHeight() const;
    bool hasLinks() const;
    void chooseFocus();

    TextContext& context_;
    InlineObjects* objects_;
    TableFit tables_{};
    bool bare_ = false;
    bool tabStop_ = false;
    QString markdown_{};
    std::optional<markup::Page> page_{};
};

} // namespace downhill::app
