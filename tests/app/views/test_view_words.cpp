#include "sample_experiments.h"
#include "sweep.h"
#include "text/markup_service.h"
#include "text/tab_choices.h"
#include "text/text_context.h"
#include "theme/appearance.h"
#include "trained_frames.h"
#include "views/loop_edit.h"

#include <QApplication>
#include <QTest>

using namespace downhill;
using namespace downhill::app;
using lesson::ViewKind;

namespace {

lesson::ExperimentBlock blockOf(ViewKind kind) {
    switch (kind) {
    case ViewKind::RegressionFit:
        return samples::line(true);
    case ViewKind::Slope:
        return samples::parabolaAtFourRates();
    case ViewKind::Landscape:
    case ViewKind::BasinMap:
        return samples::surface(training::SurfaceKind::Ravine);
    case ViewKind::Digits:
        return samples::digits();
    default:
        return samples::blobs();
    }
}

} // namespace

/// What every view says, to the eye and to a screen reader.
class TestViewWords : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        appearance_ = std::make_unique<Appearance>(*qApp);
        texts_ = std::make_unique<TextContext>(markup_, *appearance_, tabs_, QString());
    }

    void allOfItHasNamesAndIsTranslated_data() {
        QTest::addColumn<ViewKind>("kind");
        QTest::newRow("loss curves") << ViewKind::LossCurves;
        QTest::newRow("boundary") << ViewKind::DecisionBoundary;
        QTest::newRow("fit") << ViewKind::RegressionFit;
        QTest::newRow("landscape") << ViewKind::Landscape;
        QTest::newRow("slope") << ViewKind::Slope;
        QTest::newRow("network graph") << ViewKind::NetworkGraph;
        QTest::newRow("training loop") << ViewKind::TrainingLoop;
        QTest::newRow("update formula") << ViewKind::UpdateFormula;
        QTest::newRow("optimizer state") << ViewKind::OptimizerState;
        QTest::newRow("confusion") << ViewKind::Confusion;
        QTest::newRow("histograms") << ViewKind::Histograms;
        QTest::newRow("sample loss") << ViewKind::SampleLoss;
        QTest::newRow("mini-batch") << ViewKind::MiniBatch;
        QTest::newRow("gradient arrows") << ViewKind::GradientArrows;
        QTest::newRow("penalty") << ViewKind::Penalty;
        QTest::newRow("range test") << ViewKind::RangeTest;
        QTest::newRow("basin map") << ViewKind::BasinMap;
        QTest::newRow("digits") << ViewKind::Digits;
        QTest::newRow("throughput") << ViewKind::Throughput;
    }
    void allOfItHasNamesAndIsTranslated() {
        QFETCH(ViewKind, kind);
        sweep::PseudoLanguage pseudo;
        QApplication::installTranslator(&pseudo);
        QStringList found;
        {
            TrainedFrames frames(blockOf(kind));
            sweep::Authored authored;
            for (const auto& run : frames.block().experiment.runs)
                authored.add(QString::fromStdString(run.name));
            // Code and formulas are the same in every language.
            using enum training::Act;
            for (const training::Act act : {ZeroGrad, Forward, Loss, Backward, Step})
                authored.add(codeOf(act, false));
            authored.add(QStringLiteral("for x, y in loader:"));
            authored.add(QStringLiteral("−ln p"));
            auto view = makeExperimentView(samples::view(kind, true, true), *texts_);
            view->resize(640, 420);
            view->show();
            view->setExperiment(frames.block(), frames.data());
            for (const int steps : {0, 30}) {
                frames.train(steps);
                view->showFrame(frames.frame());
                QTRY_VERIFY(markup_.isIdle());
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
    std::unique_ptr<Appearance> appearance_{};
    MarkupService markup_{};
    TabChoices tabs_{};
    std::unique_ptr<TextContext> texts_{};
};

QTEST_MAIN(TestViewWords)
#include "test_view_words.moc"
