#include "experiment_texts.h"
#include "lesson/experiment_json.h"

#include <QTest>

using namespace downhill::lesson;
using namespace downhill::lesson::testing;

/// Each fault of an experiment gives exactly its finding, at the place that is marked.
class TestExperimentFindings : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void reportsEachFaultAtItsPlace_data();
    void reportsEachFaultAtItsPlace();
    void acceptsWhatFits_data();
    void acceptsWhatFits();
};

void TestExperimentFindings::reportsEachFaultAtItsPlace_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("finding");
    network(
        "unknown dataset", {.dataset = QStringLiteral("\"kind\": ¦\"cirle\", \"frequency\": 3")},
        QStringLiteral(
            "unknown-word $.dataset.kind (cirle|circle|circle, xor, blobs, spiral, plane, gaussian, line, "
            "sine, points, moons, rings, checkerboard, digits, idx)"));
    network("too many samples", {.dataset = QStringLiteral("\"kind\": \"xor\", \"samples\": ¦200001")},
            QStringLiteral("out-of-range $.dataset.samples (200001|1|200000)"));
    network("no samples", {.dataset = QStringLiteral("\"kind\": \"xor\", \"samples\": ¦0")},
            QStringLiteral("out-of-range $.dataset.samples (0|1|200000)"));
    network("negative noise", {.dataset = QStringLiteral("\"kind\": \"xor\", \"noise\": ¦-0.1")},
            QStringLiteral("out-of-range $.dataset.noise (-0.1|0|1000000)"));
    network("all held back", {.dataset = QStringLiteral("\"kind\": \"xor\", \"test_share\": ¦1")},
            QStringLiteral("out-of-range $.dataset.test_share (1|0|0.9)"));
    network("setting of another kind", {.dataset = QStringLiteral("\"kind\": \"xor\", ¦\"classes\": 2")},
            QStringLiteral("unknown-key $.dataset.classes (classes||kind, samples, noise, test_share, "
                           "features, standardise)"));
    network("falling range", regression(QStringLiteral("\"kind\": \"line\", \"range\": [1, ¦1]")),
            QStringLiteral("out-of-range $.dataset.range[1] (1|1|1000000)"));
    network("three ends", regression(QStringLiteral("\"kind\": \"line\", \"range\": ¦[1, 2, 3]")),
            QStringLiteral("wrong-length $.dataset.range (3|2|2)"));
    network("ragged points",
            regression(QStringLiteral("\"kind\": \"points\", \"points\": [[1, 2], ¦[1, 2, 3]]")),
            QStringLiteral("wrong-length $.dataset.points[1] (3|2|2)"));
    network("points without features", regression(QStringLiteral("\"kind\": \"points\", \"points\": [¦[1]]")),
            QStringLiteral("wrong-length $.dataset.points[0] (1|2|4097)"));
    network("a word among points",
            regression(QStringLiteral("\"kind\": \"points\", \"points\": [[1, ¦\"2\"]]")),
            QStringLiteral("wrong-type $.dataset.points[0][1] (number|string)"));
    network("missing CSV", {.dataset = QStringLiteral("\"csv\": ¦\"no.csv\", \"target\": \"y\"")},
            QStringLiteral("missing-file $.dataset.csv (no.csv)"));
    network("CSV elsewhere", {.dataset = QStringLiteral("\"csv\": ¦\"../x.csv\", \"target\": \"y\"")},
            QStringLiteral("outside-folder $.dataset.csv (../x.csv)"));
    network("no layers", {.layers = QStringLiteral("¦[]")},
            QStringLiteral("wrong-length $.network.layers (0|1|32)"));
    network("too many units", {.layers = QStringLiteral("[{\"units\": ¦10000000000}]")},
            QStringLiteral("out-of-range $.network.layers[0].units (10000000000|1|8192)"));
    network(
        "unknown activation", {.layers = QStringLiteral("[{\"units\": 1, \"activation\": ¦\"ReLU6\"}]")},
        QStringLiteral("unknown-word $.network.layers[0].activation (ReLU6|relu|linear, relu, tanh, sigmoid, "
                       "leaky-relu, elu, gelu, softplus)"));
    network("logits squashed", {.layers = QStringLiteral("[{\"units\": 1, \"activation\": ¦\"sigmoid\"}]")},
            QStringLiteral(
                "experiment-does-not-fit $.network.layers[0].activation (network.layers[0].activation|0|"
                "loss-needs-logits|0|0||0)"));
    network("two outputs for one logit", {.layers = QStringLiteral("[{\"units\": ¦2}]")},
            QStringLiteral("experiment-does-not-fit $.network.layers[0].units "
                           "(network.layers[0].units|2|shape-mismatch|0|1||0)"));
    network("too few outputs",
            {.dataset = QStringLiteral("\"kind\": \"spiral\", \"classes\": 3"),
             .layers = QStringLiteral("[{\"units\": ¦2}]"),
             .loss = QStringLiteral("\"cross-entropy\"")},
            QStringLiteral("experiment-does-not-fit $.network.layers[0].units "
                           "(network.layers[0].units|2|shape-mismatch|0|3||0)"));
    network("classes of a regression",
            {.dataset = kLine, .layers = kOneUnit, .loss = QStringLiteral("¦\"binary-cross-entropy\"")},
            QStringLiteral("experiment-does-not-fit $.loss (loss|0|loss-needs-classes|0|0||0)"));
    network("unknown loss", {.loss = QStringLiteral("¦\"nll\"")},
            QStringLiteral("unknown-word $.loss (nll||mse, half-mse, binary-cross-entropy, cross-entropy, "
                           "mean-error, mae, huber, hinge)"));
    network("negative rate", {.rate = QStringLiteral("¦-1")},
            QStringLiteral("out-of-range $.runs[0].optimizer.learning_rate (-1|0|1000000000)"));
    network("batch beyond the training set",
            {.dataset = QStringLiteral("\"kind\": \"xor\", \"samples\": 100, \"test_share\": 0.2"),
             .run = QStringLiteral(", \"batch_size\": ¦81")},
            QStringLiteral("out-of-range $.runs[0].batch_size (81|0|80)"));
    network("second run of that id",
            {.run = QStringLiteral(
                 "}, {\"id\": ¦\"a\", \"optimizer\": {\"kind\": \"sgd\", \"learning_rate\": 1}")},
            QStringLiteral("duplicate-id $.runs[1].id (a)"));
    network("no steps", {.rest = QStringLiteral(", \"steps\": ¦0")},
            QStringLiteral("out-of-range $.steps (0|1|100000000)"));
    network("large seed", {.rest = QStringLiteral(", \"seed\": ¦9007199254740994")},
            QStringLiteral("out-of-range $.seed (9007199254740994|0|9007199254740992)"));
    network(
        "unknown stream", {.rest = QStringLiteral(", \"seeds\": {¦\"wieghts\": 1}")},
        QStringLiteral(
            "unknown-key $.seeds.wieghts (wieghts|weights|data, split, weights, shuffle, dropout, noise)"));
    network("goal with two bounds",
            {.rest = QStringLiteral(
                 ", \"goal\": {\"metric\": \"train_loss\", ¦\"at_least\": 1, \"at_most\": 1}")},
            QStringLiteral("conflicting-keys $.goal.at_least (at_most|at_least)"));
    network("goal without a bound", {.rest = QStringLiteral(", \"goal\": ¦{\"metric\": \"train_loss\"}")},
            QStringLiteral("missing-key $.goal (at_most)"));
    network("goal on no test set",
            {.dataset = QStringLiteral("\"kind\": \"circle\", \"test_share\": ¦0"),
             .rest = QStringLiteral(", \"goal\": {\"metric\": \"test_loss\", \"at_most\": 1}")},
            QStringLiteral(
                "experiment-does-not-fit $.dataset.test_share (dataset.test_share|0|empty-data|0|0||0)"));
    network(
        "accuracy of a regression",
        regression(kLine, QStringLiteral(", \"goal\": {\"metric\": ¦\"train_accuracy\", \"at_least\": 1}")),
        QStringLiteral("experiment-does-not-fit $.goal.metric (goal.metric|0|shape-mismatch|0|0||0)"));
    network("still pace", {.rest = QStringLiteral(", \"pace\": ¦0")},
            QStringLiteral("out-of-range $.pace (0|0.1|1000000)"));
    network("no view", {.rest = QStringLiteral(", \"views\": ¦[]")},
            QStringLiteral("wrong-length $.views (0|1|4)"));

    network("boundary of one feature",
            regression(kLine, view(QStringLiteral("\"kind\": ¦\"decision-boundary\""))),
            QStringLiteral("view-does-not-fit $.views[0].kind (decision-boundary|needs two features)"));
    network("boundary of a regression",
            regression(QStringLiteral("\"kind\": \"plane\""),
                       view(QStringLiteral("\"kind\": ¦\"decision-boundary\""))),
            QStringLiteral("view-does-not-fit $.views[0].kind (decision-boundary|needs classes)"));
    network("fit of two features", {.rest = view(QStringLiteral("\"kind\": ¦\"regression-fit\""))},
            QStringLiteral("view-does-not-fit $.views[0].kind (regression-fit|needs one feature)"));
    network("fit of classes",
            {.dataset = QStringLiteral("\"kind\": \"points\", \"points\": [[1, 0], [2, 1]]"),
             .rest = view(QStringLiteral("\"kind\": ¦\"regression-fit\""))},
            QStringLiteral("view-does-not-fit $.views[0].kind (regression-fit|needs regression)"));
    network("slope of a network", {.rest = view(QStringLiteral("\"kind\": ¦\"slope\""))},
            QStringLiteral("view-does-not-fit $.views[0].kind (slope|needs one weight)"));
    network("setting of another view",
            {.rest = view(QStringLiteral("\"kind\": \"decision-boundary\", ¦\"squares\": true"))},
            QStringLiteral("unknown-key $.views[0].squares (squares||kind, title)"));
    network("directions that there are not",
            {.rest = view(QStringLiteral("\"kind\": \"landscape\", \"directions\": ¦\"principal\""))},
            QStringLiteral("unknown-word $.views[0].directions (principal||random, path)"));
    surface("magnifier that is no switch", kParabola,
            QStringLiteral("wrong-type $.views[0].magnifier (boolean|number)"),
            view(QStringLiteral("\"kind\": \"slope\", \"magnifier\": ¦2")));
    surface("landscape of one parameter", kParabola,
            QStringLiteral("view-does-not-fit $.views[0].kind (landscape|needs two weights)"),
            view(QStringLiteral("\"kind\": ¦\"landscape\"")));
    surface("graph of a surface", kBowl,
            QStringLiteral("view-does-not-fit $.views[0].kind (network-graph|needs a network)"),
            view(QStringLiteral("\"kind\": ¦\"network-graph\"")));
    surface("slope of a bowl", kBowl,
            QStringLiteral("view-does-not-fit $.views[0].kind (slope|needs one weight)"),
            view(QStringLiteral("\"kind\": ¦\"slope\"")));

    network(
        "control upside down",
        {.rest = control(QStringLiteral("\"knob\": \"learning_rate\", \"least\": 1, \"greatest\": ¦0.5"))},
        QStringLiteral("out-of-range $.controls[0].greatest (0.5|1|1000000000)"));
    network("control of one value",
            {.rest = control(QStringLiteral("\"knob\": \"learning_rate\", \"least\": 1, \"greatest\": ¦1"))},
            QStringLiteral("out-of-range $.controls[0].greatest (1|1|1000000000)"));
    network("log from 0",
            {.rest = control(QStringLiteral(
                 "\"knob\": \"learning_rate\", \"least\": ¦0, \"greatest\": 1, \"scale\": \"log\""))},
            QStringLiteral("out-of-range $.controls[0].least (0|1e-12|1000000000)"));
    network(
        "rate outside",
        {.rest = control(QStringLiteral("\"knob\": ¦\"learning_rate\", \"least\": 0.2, \"greatest\": 1"))},
        QStringLiteral(
            "control-does-not-fit $.controls[0].knob (learning_rate|a run starts outside its range)"));
    network("batch outside",
            {.run = QStringLiteral(", \"batch_size\": 10"),
             .rest = control(QStringLiteral("\"knob\": ¦\"batch_size\", \"least\": 16, \"greatest\": 500"))},
            QStringLiteral(
                "control-does-not-fit $.controls[0].knob (batch_size|a run starts outside its range)"));
    network("whole batch outside",
            {.rest = control(QStringLiteral("\"knob\": ¦\"batch_size\", \"least\": 16, \"greatest\": 400"))},
            QStringLiteral(
                "control-does-not-fit $.controls[0].knob (batch_size|a run starts outside its range)"));
    network(
        "too many parameters",
        {.layers = QStringLiteral("[{\"units\": 4}, {\"units\": 1}]"),
         .rest = control(
             QStringLiteral("\"knob\": ¦\"parameter\", \"index\": 0, \"least\": 0, \"greatest\": 1"))},
        QStringLiteral("control-does-not-fit $.controls[0].knob (parameter|needs at most 16 parameters)"));
    network("no such parameter",
            regression(kLine, control(QStringLiteral(
                                  "\"knob\": ¦\"parameter\", \"index\": 2, \"least\": 0, \"greatest\": 1"))),
            QStringLiteral("control-does-not-fit $.controls[0].knob (parameter|no such parameter)"));
    network("noise on points",
            regression(QStringLiteral("\"kind\": \"points\", \"points\": [[1, 2], [2, 3]]"),
                       control(QStringLiteral("\"knob\": ¦\"noise\", \"least\": 0, \"greatest\": 1"))),
            QStringLiteral("control-does-not-fit $.controls[0].knob (noise|needs noise)"));
    network("start of a network",
            {.rest = control(QStringLiteral("\"knob\": ¦\"start_x\", \"least\": 0, \"greatest\": 1"))},
            QStringLiteral("control-does-not-fit $.controls[0].knob (start_x|needs a surface)"));
    network("one knob twice",
            {.rest = control(QStringLiteral("\"knob\": \"noise\", \"least\": 0, \"greatest\": 1}, {\"knob\": "
                                            "¦\"noise\", \"least\": 0, \"greatest\": 2"))},
            QStringLiteral("duplicate-id $.controls[1].knob (noise)"));
    surface("batches of a surface", kBowl,
            QStringLiteral("control-does-not-fit $.controls[0].knob (batch_size|needs a dataset)"),
            control(QStringLiteral("\"knob\": ¦\"batch_size\", \"least\": 0, \"greatest\": 1")));
    surface("noise of a surface", kBowl,
            QStringLiteral("control-does-not-fit $.controls[0].knob (noise|needs noise)"),
            control(QStringLiteral("\"knob\": ¦\"noise\", \"least\": 0, \"greatest\": 1")));
    surface("second start of a parabola", kParabola,
            QStringLiteral("control-does-not-fit $.controls[0].knob (start_y|needs two parameters)"),
            control(QStringLiteral("\"knob\": ¦\"start_y\", \"least\": 0, \"greatest\": 1")));
    surface("second parameter of a parabola", kParabola,
            QStringLiteral("control-does-not-fit $.controls[0].knob (parameter|no such parameter)"),
            control(QStringLiteral("\"knob\": ¦\"parameter\", \"index\": 1, \"least\": 0, \"greatest\": 1")));
    surface(
        "start outside the control", kBowl,
        QStringLiteral("control-does-not-fit $.controls[0].knob (start_x|a run starts outside its range)"),
        control(QStringLiteral("\"knob\": ¦\"start_x\", \"least\": -1, \"greatest\": 0")));

    surface("two starts of a parabola", QStringLiteral("\"kind\": \"parabola\", \"start\": ¦[1, 1]"),
            QStringLiteral("wrong-type $.surface.start (number|array)"), {});
    surface("start outside the window", QStringLiteral("\"kind\": \"saddle\", \"start\": [1, ¦5]"),
            QStringLiteral("out-of-range $.surface.start[1] (5|-3|3)"), {});
    surface(
        "condition of a bowl", QStringLiteral("\"kind\": \"bowl\", \"start\": [1, 1], ¦\"condition\": 10"),
        QStringLiteral("unknown-key $.surface.condition (condition||kind, window, start, curvature)"), {});
    surface("data and a surface", kBowl,
            QStringLiteral("unknown-key $.dataset (dataset||surface, runs, shuffle, seed, seeds, steps, "
                           "goal, pace, controls, views)"),
            QStringLiteral(", ¦\"dataset\": {}"));
    QTest::newRow("batch of a surface")
        << QStringLiteral("{\"surface\": {%1}, \"runs\": [{\"id\": \"a\", \"batch_size\": ¦1, \"optimizer\": "
                          "{\"kind\": \"sgd\", \"learning_rate\": 1}}]}")
               .arg(kBowl)
        << QStringLiteral("out-of-range $.runs[0].batch_size (1|0|0)");
    surface("test loss of a surface", kBowl,
            QStringLiteral("experiment-does-not-fit $.goal.metric (goal.metric|0|shape-mismatch|0|0||0)"),
            QStringLiteral(", \"goal\": {\"metric\": ¦\"test_loss\", \"at_most\": 1}"));
}

void TestExperimentFindings::reportsEachFaultAtItsPlace() {
    QFETCH(QString, text);
    QFETCH(QString, finding);
    const MarkedText marked = unmark(text);
    const Folder folder;
    const auto reading = readExperimentText(marked.text, folder.path(), QStringLiteral("x.json"));
    QVERIFY(!reading.value);
    QCOMPARE(toText(reading.diagnostics), expectedAt(marked, finding));
    QCOMPARE(reading.diagnostics.front().file, QStringLiteral("x.json"));
}

void TestExperimentFindings::acceptsWhatFits_data() {
    QTest::addColumn<QString>("text");
    QTest::newRow("plain") << networkText({});
    QTest::newRow("points with labels")
        << networkText({.dataset = QStringLiteral("\"kind\": \"points\", \"points\": [[1, 2, 0], [2, 1, 1]]"),
                        .rest = view(QStringLiteral("\"kind\": \"decision-boundary\""))});
    QTest::newRow("whole batch in the control's range") << networkText(
        {.rest = control(QStringLiteral("\"knob\": \"batch_size\", \"least\": 1, \"greatest\": 500"))});
    QTest::newRow("whole batch shown as 0") << networkText(
        {.rest = control(QStringLiteral("\"knob\": \"batch_size\", \"least\": 0, \"greatest\": 64"))});
    QTest::newRow("16 parameters") << networkText(
        {.dataset = kLine,
         .layers = QStringLiteral("[{\"units\": 5, \"activation\": \"tanh\"}, {\"units\": 1}]"),
         .loss = kMse,
         .rest = control(
             QStringLiteral("\"knob\": \"parameter\", \"index\": 15, \"least\": -1, \"greatest\": 1"))});
    QTest::newRow("small share of many samples") << networkText(
        {.dataset = QStringLiteral("\"kind\": \"xor\", \"samples\": 5000, \"test_share\": 0.001"),
         .rest = QStringLiteral(", \"goal\": {\"metric\": \"test_loss\", \"at_most\": 1}")});
    QTest::newRow("the inside of a step") << networkText(
        {.rest = QStringLiteral(", \"views\": [{\"kind\": \"network-graph\"}, {\"kind\": \"training-loop\"}, "
                                "{\"kind\": \"update-formula\"}, {\"kind\": \"optimizer-state\"}]")});
    QTest::newRow("comments") << networkText(
        {.dataset = QStringLiteral("\"$comment\": [1], \"kind\": \"xor\""),
         .rest = QStringLiteral(", \"$schema\": 1, \"$comment\": {\"any\": 1}")});
}

void TestExperimentFindings::acceptsWhatFits() {
    QFETCH(QString, text);
    const auto reading = readExperimentText(text.toUtf8(), QString());
    QVERIFY2(reading.value, qPrintable(toText(reading.diagnostics)));
}

QTEST_APPLESS_MAIN(TestExperimentFindings)
#include "test_experiment_findings.moc"
