# Headers that nearly every file with a window includes are read once: it halves what a view or its test costs to compile.
# They are Qt's and the standard library's alone, so that our own headers stay readable by themselves; clang-tidy reads
# every file without them. The engine's files gain little by it, and as they are, ccache shares them between presets.

set(DOWNHILL_WINDOW_HEADERS
    <algorithm> <array> <chrono> <cmath> <cstdint> <functional> <limits> <memory> <optional> <span> <string> <utility> <variant> <vector>
    <QAbstractAnimation> <QAccessible> <QApplication> <QBoxLayout> <QChartView> <QComboBox> <QDateTime> <QDir> <QEvent> <QFile> <QFrame>
    <QGraphicsItem> <QGraphicsScene> <QHash> <QJsonDocument> <QJsonObject> <QKeyEvent> <QLabel> <QLineEdit> <QLineSeries> <QLocale>
    <QPainter> <QPainterPath> <QPushButton> <QRegularExpression> <QScrollArea> <QSet> <QTextBrowser> <QTimer> <QToolButton> <QWidget>)

file(GENERATE OUTPUT ${CMAKE_BINARY_DIR}/window_headers.cpp CONTENT "")
add_library(window_headers OBJECT ${CMAKE_BINARY_DIR}/window_headers.cpp)
target_link_libraries(window_headers PRIVATE downhill_warnings Qt6::Widgets Qt6::Charts)
target_precompile_headers(window_headers PRIVATE ${DOWNHILL_WINDOW_HEADERS})
