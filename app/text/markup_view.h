#pragma once

#include "markup/document.h"
#include "markup/page.h"

#include <QTextBrowser>

#include <optional>

namespace downhill::app {

class Appearance;
class MarkupService;

/// A lesson text, as tall as it needs to be: it never scrolls by itself. Text can be selected and copied,
/// formulas as TeX; links open in the browser.
class MarkupView : public QTextBrowser {
    Q_OBJECT

public:
    MarkupView(MarkupService& service, Appearance& appearance, QWidget* parent = nullptr);

    void setMarkdown(const QString& markdown);
    bool isPrepared() const { return page_.has_value(); }
    /// The text without formatting, formulas as TeX, as a screen reader should say it.
    QString spokenText() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void prepared();
    void clicked(); ///< anywhere but on a link, without selecting

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    QMimeData* createMimeDataFromSelection() const override;

private:
    void layOut();
    static markup::Wording wording();
    void fitHeight();

    MarkupService& service_;
    Appearance& appearance_;
    QString markdown_{};
    std::optional<markup::Page> page_{};
};

} // namespace downhill::app
