#pragma once

class QCoreApplication;

namespace downhill::app {

/// Makes charts speak: a CourseChartView becomes an object of role Chart whose name is its accessible name
/// and whose value is spokenValue(). Belongs to `application`, made at the first call and taken back with it.
void ensureChartAccessibility(QCoreApplication& application);

} // namespace downhill::app
