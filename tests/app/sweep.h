#pragma once

#include "lesson/course.h"

#include <QRegularExpression>
#include <QString>
#include <QStringList>
#include <QTranslator>

#include <vector>

class QWidget;

/// What every screen owes to those who cannot see it and to those who read it in another language.
namespace sweep {

/// Says every text between ⟦ and ⟧, so that one that is not translated is seen.
class PseudoLanguage : public QTranslator {
public:
    bool isEmpty() const override { return false; }
    QString translate(const char* context, const char* source, const char* disambiguation,
                      int n) const override;
};

/// What can be used within `root` but has no name, and charts that say nothing, by walking through what a
/// screen reader sees.
QStringList nameless(QWidget& root);

/// How many things that can be used a screen reader finds within `root`, and how many charts.
struct Reachable {
    int controls = 0;
    int charts = 0;
};
Reachable reachable(QWidget& root);

/// What Tab comes to within `root`: how many widgets, and those of them without a name.
struct TabStops {
    int count = 0;
    QStringList nameless{};
};
TabStops tabStops(const QWidget& root);

/// Texts of authors and students, which no translator of the program sees.
class Authored {
public:
    Authored() = default;
    explicit Authored(const downhill::lesson::Course& course);

    void add(const QString& text);
    /// A part of a text; with {{names}} in it, the whole with numbers in their places.
    bool contains(const QString& text) const;

    /// Without what differs between a text and how it is shown: spaces, marks, quotes.
    static QString lettersOf(const QString& text);

private:
    QString letters_{};
    std::vector<QRegularExpression> drawn_{};
};

/// Words that are shown or spoken within `root` and came through no translator, each with where it stands.
/// Names of methods and of formats are the same in every language.
QStringList untranslated(QWidget& root, const Authored& authored);

} // namespace sweep
