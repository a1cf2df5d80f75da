#pragma once

#include "lesson/course.h"

#include <QWidget>

#include <memory>

class QLabel;
class QLineEdit;
class QListWidget;

namespace downhill::app {

class Appearance;
class MarkupService;
class PageColumn;
class TabChoices;
class TextContext;

/// The terms of a course and the questions that are asked often: a list that is
/// searched by typing, and beside it what was chosen, with the lessons where it
/// is at home.
class GlossaryPage : public QWidget {
    Q_OBJECT

public:
    GlossaryPage(MarkupService& markup, Appearance& appearance, TabChoices& tabs, QWidget* parent = nullptr);
    ~GlossaryPage() override;

    void showCourse(const lesson::Course& course);
    void showTerm(const QString& id);
    void showQuestion(const QString& id);
    void focusSearch();

Q_SIGNALS:
    void lessonChosen(const QString& id);

private:
    struct Entry {
        QString key{}; ///< "term:" or "question:" and the id
        QString title{};
        QString kind{};
        QString text{};   ///< Markdown
        QString search{}; ///< folded: what it is found by
        QStringList also{};
        QStringList lessons{};
    };

    void choose(const QString& key);
    void find();
    void addMatches(const QStringList& words, bool byTitle, const QString& current);
    void showChosen();
    void addLessons(const QStringList& ids);
    const Entry* chosen() const;

    MarkupService& markup_;
    Appearance& appearance_;
    TabChoices& tabs_;
    lesson::Course course_{};
    std::vector<Entry> entries_{};
    std::unique_ptr<TextContext> texts_{};
    QLineEdit* search_;
    QListWidget* list_;
    QLabel* nothing_;
    PageColumn* page_;
};

} // namespace downhill::app
