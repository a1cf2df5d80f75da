#include "charts/steady_label.h"
#include "experiment/transport_bar.h"
#include "theme/appearance.h"

#include <QLabel>
#include <QToolButton>
#include <QtTest>

#include <algorithm>

using namespace downhill;
using namespace Qt::StringLiterals;
using app::ExperimentController;
using training::Act;
using State = ExperimentController::State;

namespace {

constexpr int kPatience = 20'000;

lesson::ExperimentBlock parabola(std::vector<Act> loop) {
    lesson::ExperimentBlock block;
    block.experiment.problem = training::SurfaceProblem{.kind = training::SurfaceKind::Parabola};
    block.experiment.runs[0].loop = std::move(loop);
    return block;
}

} // namespace

class TestTransportBar : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { appearance_ = std::make_unique<app::Appearance>(*qApp); }

    void oneActNamesTheNextOfTheLoop_data();
    void oneActNamesTheNextOfTheLoop();
    void explainsTheActsOfTheLoop();

private:
    static QToolButton* button(const app::TransportBar& bar, const QString& name);
    static bool shows(const app::TransportBar& bar, const QString& text);

    std::unique_ptr<app::Appearance> appearance_{};
};

QToolButton* TestTransportBar::button(const app::TransportBar& bar, const QString& name) {
    for (auto* candidate : bar.findChildren<QToolButton*>())
        if (candidate->accessibleName() == name)
            return candidate;
    return nullptr;
}

bool TestTransportBar::shows(const app::TransportBar& bar, const QString& text) {
    const auto labels = bar.findChildren<QLabel*>();
    return std::any_of(labels.begin(), labels.end(), [&](const QLabel* label) {
        const auto* steady = qobject_cast<const app::SteadyLabel*>(label);
        return label->isVisibleTo(&bar) && (steady ? steady->said() : label->text()) == text;
    });
}

void TestTransportBar::oneActNamesTheNextOfTheLoop_data() {
    QTest::addColumn<std::vector<Act>>("loop");
    QTest::addColumn<QStringList>("next");
    QTest::newRow("all five") << training::RunSpec{}.loop
                              << QStringList{u"forward"_s, u"loss"_s, u"backward"_s, u"step"_s,
                                             u"zero_grad"_s};
    QTest::newRow("no zero_grad") << std::vector{Act::Forward, Act::Loss, Act::Backward, Act::Step}
                                  << QStringList{u"loss"_s, u"backward"_s, u"step"_s, u"forward"_s};
    QTest::newRow("zero_grad last") << std::vector{Act::Forward, Act::Loss, Act::Backward, Act::Step,
                                                   Act::ZeroGrad}
                                    << QStringList{u"loss"_s, u"backward"_s, u"step"_s, u"zero_grad"_s,
                                                   u"forward"_s};
}

void TestTransportBar::oneActNamesTheNextOfTheLoop() {
    QFETCH(std::vector<Act>, loop);
    QFETCH(QStringList, next);
    ExperimentController controller;
    const app::TransportBar bar(controller, *appearance_);
    controller.setExperiment(parabola(loop));
    QTRY_COMPARE_WITH_TIMEOUT(controller.state(), State::Ready, kPatience);
    QToolButton* act = button(bar, u"One act"_s);
    QVERIFY(act);
    for (const QString& name : next) {
        act->click();
        QTRY_VERIFY_WITH_TIMEOUT(shows(bar, u"next: "_s + name), kPatience);
    }
    QVERIFY(shows(bar, u"step 1"_s));
}

void TestTransportBar::explainsTheActsOfTheLoop() {
    ExperimentController controller;
    const app::TransportBar bar(controller, *appearance_);
    controller.setExperiment(parabola({Act::Forward, Act::Loss, Act::Backward, Act::Step}));
    QTRY_COMPARE_WITH_TIMEOUT(controller.state(), State::Ready, kPatience);
    QToolButton* act = button(bar, u"One act"_s);
    QVERIFY(act->accessibleDescription().contains(u"(forward, loss, backward, step)"_s));
    QVERIFY(act->toolTip().startsWith(act->accessibleDescription()));
    auto block = parabola(training::RunSpec{}.loop);
    block.experiment.runs.push_back({.loop = {Act::Forward}});
    controller.setExperiment(block);
    QTRY_COMPARE_WITH_TIMEOUT(controller.state(), State::Ready, kPatience);
    QVERIFY(!act->accessibleDescription().contains(u"forward"_s));
}

QTEST_MAIN(TestTransportBar)
#include "test_transport_bar.moc"
