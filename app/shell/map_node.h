#pragma once

#include "shell/course_outline.h"

#include <QAbstractButton>

class QPainter;

namespace downhill::app {

class Appearance;

/// A lesson on the course map. Its state is told by its badge, by four dots and by a word; a locked one has a
/// dashed outline. Pressing it, or Enter, opens the lesson.
class MapNode : public QAbstractButton {
    Q_OBJECT

public:
    /// How it stands out while a path is lit.
    enum class Light { Usual, Lit, Dimmed };

    MapNode(const CourseOutline& outline, const OutlineLesson& lesson, Appearance& appearance,
            QWidget* parent = nullptr);

    void setLight(Light light);

    /// px of a node, its least and its greatest width at the usual text size.
    static constexpr int kHeight = 76;
    static constexpr int kLeast = 148;
    static constexpr int kGreatest = 208;

Q_SIGNALS:
    void arrowPressed(int key);

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    void paintState(QPainter& painter, const QRectF& line) const;

    Appearance& appearance_;
    QString title_;
    QString state_;
    int number_;
    int level_; ///< dots that are filled, 0 to 4
    std::size_t unit_;
    lesson::Standing standing_;
    Light light_ = Light::Usual;
};

} // namespace downhill::app
