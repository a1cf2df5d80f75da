#pragma once

#include <QHash>
#include <QObject>
#include <QStringList>

namespace downhill::app {

/// Which of several tabs a student reads: whoever chose PyTorch once wants it wherever the same are offered.
class TabChoices : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    /// The place of the tab that was chosen last among `titles`; the first where none was.
    int chosen(const QStringList& titles) const;
    void choose(const QStringList& titles, int index);

    /// All that was chosen, as a text; restore() takes it back, and nothing of what is no such text.
    QString saved() const;
    void restore(const QString& saved);

Q_SIGNALS:
    void changed();

private:
    QHash<QStringList, int> chosen_{};
};

} // namespace downhill::app
