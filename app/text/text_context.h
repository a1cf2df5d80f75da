#pragma once

#include "text/picture_folder.h"

#include <QObject>
#include <QString>
#include <QUrl>

class QWidget;

namespace downhill::app {

class Appearance;
class MarkupService;
class MarkupView;
class TabChoices;

/// What the texts of one lesson share: who typesets them, how they look, where their pictures are, which tabs
/// are read, and where their links lead.
class TextContext : public QObject {
    Q_OBJECT

public:
    TextContext(MarkupService& markup, Appearance& appearance, TabChoices& tabs, const QString& folder,
                QObject* parent = nullptr);

    MarkupService& markup() const { return markup_; }
    Appearance& appearance() const { return appearance_; }
    TabChoices& tabs() const { return tabs_; }
    PictureFolder& pictures() { return pictures_; }

    /// Goes where a link of `from` leads: a page of the web opens in the browser.
    void follow(const QUrl& link, QWidget* from);

Q_SIGNALS:
    /// A link to a term of the glossary was followed; `from` is the text that it stands in.
    void termChosen(const QString& id, QWidget* from);
    void lessonChosen(const QString& id);

private:
    MarkupService& markup_;
    Appearance& appearance_;
    TabChoices& tabs_;
    PictureFolder pictures_;
};

} // namespace downhill::app
