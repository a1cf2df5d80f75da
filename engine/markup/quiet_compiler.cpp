#include "markup/quiet_compiler.h"

#include <QLoggingCategory>

#include <atomic>
#include <cstring>

namespace downhill::markup {

namespace {

// Qt's filters are plain functions of the whole process: what ours hands on to must be too.
std::mutex oneAtATime;
std::atomic<QLoggingCategory::CategoryFilter> filterBefore{nullptr};

void filter(QLoggingCategory* category) {
    if (const auto before = filterBefore.load()) {
        before(category);
    }
    if (std::strcmp(category->categoryName(), "qt.qml.compiler") == 0) {
        category->setEnabled(QtWarningMsg, false);
    }
}

} // namespace

QuietCompiler::QuietCompiler() : lock_(oneAtATime) {
    // Taken out first, for ours is called before installFilter() says which it replaces.
    filterBefore = QLoggingCategory::installFilter(nullptr);
    QLoggingCategory::installFilter(&filter);
}

QuietCompiler::~QuietCompiler() {
    QLoggingCategory::installFilter(filterBefore);
}

} // namespace downhill::markup
