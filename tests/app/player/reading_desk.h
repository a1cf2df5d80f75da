#pragma once

#include "text/markup_service.h"
#include "text/tab_choices.h"
#include "text/text_context.h"
#include "theme/appearance.h"

#include <QApplication>
#include <QTest>

namespace downhill::app {

/// What a text needs to be shown, for tests of single widgets.
struct ReadingDesk {
    explicit ReadingDesk(const QString& folder = {}) : context(markup, appearance, tabs, folder) {}

    /// Shows `widget`, `width` px wide, and waits until its texts are there.
    void show(QWidget& widget, int width = 600) {
        widget.resize(width, 400);
        widget.show();
        QVERIFY(QTest::qWaitFor([this] { return markup.isIdle(); }, 30'000));
        QTest::qWait(20); // layouts follow in the rounds after
    }

    Appearance appearance{*qApp};
    MarkupService markup{};
    TabChoices tabs{};
    TextContext context;
};

} // namespace downhill::app
