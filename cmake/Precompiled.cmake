# Headers that nearly every file of a kind includes are read once: it halves what a small file costs to compile. They are
# Qt's, Eigen's and the standard library's alone, so that our own headers stay readable by themselves; clang-tidy reads
# every file without them.

set(DOWNHILL_STANDARD_HEADERS
    <algorithm> <array> <chrono> <cmath> <cstdint> <functional> <limits> <memory> <optional> <span> <string> <utility> <variant> <vector>)
set(DOWNHILL_CORE_HEADERS
    <QByteArray> <QDateTime> <QDir> <QFile> <QFileInfo> <QHash> <QJsonArray> <QJsonDocument> <QJsonObject> <QRegularExpression> <QSet>
    <QString> <QStringList>)

# downhill_precompiled(NAME LIBRARIES lib... HEADERS header...) reads headers for the targets that
# target_precompile_headers(... REUSE_FROM NAME) hands them to.
function(downhill_precompiled name)
    cmake_parse_arguments(PRECOMPILED "" "" "LIBRARIES;HEADERS" ${ARGN})
    file(GENERATE OUTPUT ${CMAKE_BINARY_DIR}/${name}.cpp CONTENT "")
    add_library(${name} OBJECT ${CMAKE_BINARY_DIR}/${name}.cpp)
    target_link_libraries(${name} PRIVATE downhill_warnings ${PRECOMPILED_LIBRARIES})
    target_precompile_headers(${name} PRIVATE ${DOWNHILL_STANDARD_HEADERS} ${PRECOMPILED_HEADERS})
endfunction()

downhill_precompiled(core_headers LIBRARIES Qt6::Core tl::expected HEADERS ${DOWNHILL_CORE_HEADERS})
if(DOWNHILL_APP)
    downhill_precompiled(window_headers LIBRARIES engine_training Qt6::Widgets Qt6::Charts
        HEADERS ${DOWNHILL_CORE_HEADERS} <map> <thread> <Eigen/Core> <tl/expected.hpp>
        <QAbstractAnimation> <QAccessible> <QApplication> <QBoxLayout> <QChartView> <QComboBox> <QEvent> <QFrame> <QGraphicsItem>
        <QGraphicsScene> <QKeyEvent> <QLabel> <QLineEdit> <QLineSeries> <QLocale> <QPainter> <QPainterPath> <QPushButton> <QScrollArea>
        <QTextBrowser> <QTimer> <QToolButton> <QWidget>)
endif()
if(DOWNHILL_TESTS)
    # Without <QTest>, which differs from folder to folder by its macros.
    downhill_precompiled(core_test_headers LIBRARIES engine_training Qt6::Core
        HEADERS ${DOWNHILL_CORE_HEADERS} <QCoreApplication> <QTemporaryDir> <thread> <Eigen/Core> <tl/expected.hpp>)
endif()
