#include "charts/chart_accessibility.h"

#include "charts/course_chart_view.h"

#include <QAccessible>
#include <QAccessibleWidget>
#include <QCoreApplication>

#include <memory>

namespace downhill::app {
namespace {

class ChartInterface : public QAccessibleWidget {
public:
    explicit ChartInterface(CourseChartView& view)
        : QAccessibleWidget(&view, QAccessible::Chart), view_(view) {}

    QString text(QAccessible::Text kind) const override {
        if (kind == QAccessible::Value || kind == QAccessible::Description)
            return view_.spokenValue();
        return QAccessibleWidget::text(kind);
    }

    int childCount() const override { return 0; } // the viewport has nothing to add
    QAccessibleInterface* child(int) const override { return nullptr; }

private:
    CourseChartView& view_;
};

QAccessibleInterface* chartInterface(const QString&, QObject* object) {
    auto* view = qobject_cast<CourseChartView*>(object);
    return view ? std::make_unique<ChartInterface>(*view).release() : nullptr; // Qt's cache owns it
}

/// Holds the factory in Qt's registry for as long as the application lives.
class ChartAccessibility : public QObject {
    Q_OBJECT

public:
    explicit ChartAccessibility(QObject* parent) : QObject(parent) {
        QAccessible::installFactory(chartInterface);
    }
    ~ChartAccessibility() override { QAccessible::removeFactory(chartInterface); }
};

} // namespace

void ensureChartAccessibility(QCoreApplication& application) {
    if (!application.findChild<ChartAccessibility*>(QString(), Qt::FindDirectChildrenOnly))
        new ChartAccessibility(&application);
}

} // namespace downhill::app

#include "chart_accessibility.moc"
