#include "views/setting_words.h"

#include <QSet>
#include <QtTest>

using namespace downhill;
using namespace Qt::StringLiterals;
using training::Loss;
using Kind = training::OptimizerSettings::Kind;

class TestSettingWords : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyLossHasANameOfItsOwn();
    void runsAreCalledAfterWhatSetsThemApart_data();
    void runsAreCalledAfterWhatSetsThemApart();
    void aRateThatAKnobTurnsNamesNoRun();
};

void TestSettingWords::everyLossHasANameOfItsOwn() {
    QSet<QString> names;
    for (const Loss loss :
         {Loss::MeanSquaredError, Loss::HalfMeanSquaredError, Loss::BinaryCrossEntropy, Loss::CrossEntropy,
          Loss::MeanError, Loss::MeanAbsoluteError, Loss::Huber, Loss::Hinge}) {
        QVERIFY(!app::lossName(loss).isEmpty());
        names.insert(app::lossName(loss));
    }
    QCOMPARE(names.size(), 8);
}

void TestSettingWords::runsAreCalledAfterWhatSetsThemApart_data() {
    QTest::addColumn<lesson::ExperimentBlock>("block");
    QTest::addColumn<QStringList>("names");
    const auto row = [](const char* name, std::vector<training::RunSpec> runs, const QStringList& names) {
        lesson::ExperimentBlock block;
        block.experiment.runs = std::move(runs);
        QTest::newRow(name) << block << names;
    };
    const auto run = [](Kind kind, double rate, std::int64_t batch = 0, std::string name = {}) {
        return training::RunSpec{
            .name = std::move(name), .optimizer = {.kind = kind, .learningRate = rate}, .batchSize = batch};
    };
    row("none", {}, {});
    row("one", {run(Kind::Sgd, 0.1)}, {u"Run 1"_s});
    row("alike", {run(Kind::Sgd, 0.1), run(Kind::Sgd, 0.1)}, {u"Run 1"_s, u"Run 2"_s});
    row("named", {run(Kind::Sgd, 0.1, 0, "slow"), run(Kind::Sgd, 1)}, {u"slow"_s, u"rate 1"_s});
    row("rates", {run(Kind::Adam, 0.1), run(Kind::Adam, 0.003)}, {u"rate 0.1"_s, u"rate 0.003"_s});
    row("batches", {run(Kind::Adam, 1, 0), run(Kind::Adam, 1, 32)}, {u"whole set"_s, u"batch 32"_s});
    row("optimizers and rates", {run(Kind::Nesterov, 0.1), run(Kind::AmsGrad, 0.01), run(Kind::AmsGrad, 0.1)},
        {u"Nesterov, rate 0.1"_s, u"AMSGrad, rate 0.01"_s, u"AMSGrad, rate 0.1"_s});
    row("two alike of three", {run(Kind::Adagrad, 0.1), run(Kind::AdamW, 0.1), run(Kind::AdamW, 0.1)},
        {u"Adagrad"_s, u"Run 2"_s, u"Run 3"_s});
    row("all others", {run(Kind::Sgd, 1), run(Kind::Momentum, 1), run(Kind::RmsProp, 1), run(Kind::Adam, 1)},
        {u"SGD"_s, u"Momentum"_s, u"RMSProp"_s, u"Adam"_s});
}

void TestSettingWords::runsAreCalledAfterWhatSetsThemApart() {
    QFETCH(lesson::ExperimentBlock, block);
    QFETCH(QStringList, names);
    QCOMPARE(app::runNames(block), names);
}

void TestSettingWords::aRateThatAKnobTurnsNamesNoRun() {
    lesson::ExperimentBlock block;
    block.experiment.runs.assign(2, {});
    block.experiment.runs[1].optimizer.learningRate = 0.3;
    QCOMPARE(app::runNames(block).last(), u"rate 0.3"_s);
    block.controls = {{.knob = lesson::Knob::LearningRate}};
    QCOMPARE(app::runNames(block).last(), u"Run 2"_s);
}

QTEST_APPLESS_MAIN(TestSettingWords)
#include "test_setting_words.moc"
