#pragma once

#include <QFrame>

class QLabel;

namespace downhill::app {

/// What is wrong with a lesson that was changed while it is open, each finding with its place, above what is
/// still shown of it. Without findings it is not there.
class FindingsStrip : public QFrame {
    Q_OBJECT

public:
    explicit FindingsStrip(QWidget* parent = nullptr);

    void showFindings(const QStringList& findings);

private:
    QLabel* list_;
};

} // namespace downhill::app
