#include "lesson/experiment_words.h"
#include "player/reading_desk.h"
#include "sample_experiments.h"
#include "sweep.h"
#include "view_window.h"
#include "views/loop_edit.h"

#include <QApplication>
#include <QTest>

using namespace downhill;
using namespace downhill::app;
using lesson::ViewKind;

/// What every view says, to the eye and to a screen reader.
class TestViewWords : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { desk_ = std::make_unique<ReadingDesk>(); }

    void allOfItHasNamesAndIsTranslated_data() {
        QTest::addColumn<ViewKind>("kind");
        for (const auto& kind : lesson::words::kViews) // with the newest, which no list here could lack
            QTest::newRow(qPrintable(kind.text.toString())) << kind.value;
    }
    void allOfItHasNamesAndIsTranslated() {
        QFETCH(ViewKind, kind);
        sweep::PseudoLanguage pseudo;
        QApplication::installTranslator(&pseudo);
        QStringList found;
        {
            lesson::ExperimentBlock block = samples::suiting(kind);
            if (kind == ViewKind::LoaderTimeline) // there is something to load
                for (training::RunSpec& run : block.experiment.runs)
                    run.loader = {.prefetch = 2, .microseconds = 20};
            TrainedFrames frames(block);
            sweep::Authored authored;
            for (const auto& run : frames.block().experiment.runs)
                authored.add(QString::fromStdString(run.name));
            // Code and formulas are the same in every language.
            using enum training::Act;
            for (const training::Act act : {ZeroGrad, Forward, Loss, Backward, Step})
                authored.add(codeOf(act, false));
            authored.add(QStringLiteral("for x, y in loader:"));
            authored.add(QStringLiteral("−ln p"));
            const auto view = viewOf(samples::view(kind, true, true), desk_->context);
            view->setExperiment(frames.block(), frames.data());
            for (const int steps : {0, 30}) {
                frames.train(steps);
                view->showFrame(frames.frame());
                QTRY_VERIFY(desk_->markup.isIdle());
                QCoreApplication::processEvents();
                found.append(sweep::nameless(*view));
                found.append(sweep::untranslated(*view, authored));
            }
            QVERIFY(sweep::reachable(*view).controls > 0);
        }
        QApplication::removeTranslator(&pseudo);
        found.removeDuplicates();
        QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
    }

private:
    std::unique_ptr<ReadingDesk> desk_{};
};

QTEST_MAIN(TestViewWords)
#include "test_view_words.moc"
