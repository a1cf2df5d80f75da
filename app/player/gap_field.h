#pragma once

#include "lesson/answer.h"
#include "lesson/question.h"

#include <QObject>

#include <optional>

class QAction;
class QLineEdit;
class QWidget;

namespace downhill::app {

class ChoiceBox;
class TextContext;

/// The control that fills one gap of a cloze: a field for a text or a number, or a drop-down.
class GapField : public QObject {
    Q_OBJECT

public:
    /// The `number`th gap of the text, from 1; the choices are shuffled by `seed`.
    GapField(const lesson::Gap& gap, int number, std::uint64_t seed, bool code, TextContext& context,
             QObject* parent);

    const QString& id() const { return id_; }
    /// What a screen reader calls it.
    QString name() const;
    QWidget* widget() const;

    std::optional<lesson::GapFilling> filling() const; ///< nothing while it is empty, or no number
    void fill(const std::optional<lesson::GapFilling>& filling);
    QString shown() const; ///< what it is filled with, as the student sees it
    void setLocked(bool locked);
    void setMark(std::optional<bool> right);

Q_SIGNALS:
    void changed();
    void submitted();

private:
    void makeLine(const lesson::Gap& gap);
    void makeBox(const lesson::ChosenGap& gap, const std::vector<std::size_t>& order);

    QString id_;
    int number_;
    bool code_;
    bool numeric_ = false;
    TextContext& context_;
    QLineEdit* line_ = nullptr;
    int letters_ = 0; ///< of a line, that it has room for
    ChoiceBox* box_ = nullptr;
    QAction* mark_ = nullptr; ///< in the line
};

} // namespace downhill::app
