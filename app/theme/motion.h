#pragma once

#include <QObject>

namespace downhill::app {

/// Whether things may move on the screen that need not: the caret's blinking, menus and boxes that unfold,
/// what slides or fades. Training is not meant, which is what there is to see.
class Motion : public QObject {
    Q_OBJECT

public:
    explicit Motion(QObject* parent = nullptr);

    bool isReduced() const { return reduced_; }
    void setReduced(bool reduced);

Q_SIGNALS:
    void changed();

private:
    bool reduced_ = false;
    int blinking_; ///< ms of the caret's blinking, as the system has it
};

} // namespace downhill::app
