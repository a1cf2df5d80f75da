#include "experiment_texts.h"
#include "lesson/experiment_json.h"

#include <QTest>

using namespace downhill::lesson;
using namespace downhill::lesson::testing;

/// Each setting of datasets, networks, surfaces, optimizers, schedules, loaders and loops is allowed where it
/// means something, within its bounds, and nowhere else.
class TestSettingFindings : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void reportsEachFaultAtItsPlace_data();
    void reportsEachFaultAtItsPlace();
    void acceptsWhatFits_data();
    void acceptsWhatFits();
    void placesWhatTheEngineRefusesInItsRun();
    void refusesFoldersThatAreNotOfImages_data();
    void refusesFoldersThatAreNotOfImages();

private:
    static void datasetRows();
    static void networkRows();
    static void surfaceRows();
    static void optimizerRows();
    static void runRows();
    static void controlRows();
};

namespace {

/// The whole run after its id, on a bowl.
QString withOptimizer(const QString& optimizer) {
    return QStringLiteral("{\"surface\": {%1}, \"runs\": [{\"id\": \"a\", \"optimizer\": {%2}}]}")
        .arg(kBowl, optimizer);
}

QString scheduled(const QString& schedule) {
    return QStringLiteral(", \"schedule\": {%1}").arg(schedule);
}

} // namespace

void TestSettingFindings::datasetRows() {
    network(
        "cells of a disc", {.dataset = QStringLiteral("\"kind\": \"circle\", ¦\"cells\": 4")},
        QStringLiteral(
            "unknown-key $.dataset.cells (cells||kind, samples, noise, test_share, features, standardise)"));
    network("one field", {.dataset = QStringLiteral("\"kind\": \"checkerboard\", \"cells\": ¦1")},
            QStringLiteral("out-of-range $.dataset.cells (1|2|32)"));
    network("one ring", {.dataset = QStringLiteral("\"kind\": \"rings\", \"classes\": ¦1")},
            QStringLiteral("out-of-range $.dataset.classes (1|2|1000)"));
    network("digits of another size", {.dataset = QStringLiteral("\"kind\": \"digits\", \"side\": ¦10")},
            QStringLiteral("unknown-word $.dataset.side (10||8, 28)"));
    network("digits of half a pixel", {.dataset = QStringLiteral("\"kind\": \"digits\", \"side\": ¦8.5")},
            QStringLiteral("wrong-type $.dataset.side (integer|number)"));
    network(
        "features of a line", regression(QStringLiteral("\"kind\": \"line\", ¦\"features\": [\"x\"]")),
        QStringLiteral("unknown-key $.dataset.features (features||kind, samples, noise, slope, intercept, "
                       "range, test_share, standardise)"));
    network("no features at all", {.dataset = QStringLiteral("\"kind\": \"xor\", \"features\": ¦[]")},
            QStringLiteral("wrong-length $.dataset.features (0|1|7)"));
    network(
        "unknown feature", {.dataset = QStringLiteral("\"kind\": \"xor\", \"features\": [¦\"x-square\"]")},
        QStringLiteral("unknown-word $.dataset.features[0] (x-square|x-squared|x, y, x-squared, y-squared, "
                       "x-times-y, sin-x, sin-y)"));
    network("feature twice",
            {.dataset = QStringLiteral("\"kind\": \"xor\", \"features\": [\"x\", \"y\", ¦\"x\"]")},
            QStringLiteral("repeated-word $.dataset.features[2] (x)"));
    network("derived from three",
            {.dataset = QStringLiteral(
                 "\"kind\": \"points\", \"points\": [[1, 2, 3, 0], [2, 3, 4, 1]], \"features\": ¦[\"x\"]")},
            QStringLiteral("experiment-does-not-fit $.dataset.features "
                           "(dataset.features|3|shape-mismatch|0|2||0)"));
    network("standardise by a number", {.dataset = QStringLiteral("\"kind\": \"xor\", \"standardise\": ¦1")},
            QStringLiteral("wrong-type $.dataset.standardise (boolean|number)"));
    network(
        "images held back",
        {.dataset = QStringLiteral("\"kind\": \"idx\", \"folder\": \"images\", ¦\"test_share\": 0.1")},
        QStringLiteral("unknown-key $.dataset.test_share (test_share||kind, samples, folder, standardise)"));
    network("no folder", {.dataset = QStringLiteral("\"kind\": \"idx\", \"folder\": ¦\"nowhere\"")},
            QStringLiteral("missing-file $.dataset.folder (nowhere)"));
    network("folder elsewhere", {.dataset = QStringLiteral("\"kind\": \"idx\", \"folder\": ¦\"../images\"")},
            QStringLiteral("outside-folder $.dataset.folder (../images)"));
    network("folder without a name", {.dataset = QStringLiteral("\"kind\": \"idx\", \"folder\": ¦\"\"")},
            QStringLiteral("empty-text $.dataset.folder ()"));
}

void TestSettingFindings::networkRows() {
    network("everything dropped",
            {.layers = QStringLiteral("[{\"units\": 4, \"dropout\": ¦1}, {\"units\": 1}]")},
            QStringLiteral("out-of-range $.network.layers[0].dropout (1|0|0.999999)"));
    network("batch norm by name",
            {.layers = QStringLiteral("[{\"units\": 4, \"batch_norm\": ¦\"yes\"}, {\"units\": 1}]")},
            QStringLiteral("wrong-type $.network.layers[0].batch_norm (boolean|string)"));
    network(
        "batch norm of one sample",
        {.layers = QStringLiteral("[{\"units\": 4, \"batch_norm\": true}, {\"units\": 1}]"),
         .run = QStringLiteral(", \"batch_size\": ¦1")},
        QStringLiteral("experiment-does-not-fit $.runs[0].batch_size (batch_size|1|batch-too-small|0|0||0)"));
    network(
        "batch norm of what remains",
        {.dataset = QStringLiteral("\"kind\": \"circle\", \"samples\": 401"),
         .layers = QStringLiteral("[{\"units\": 4, \"batch_norm\": true}, {\"units\": 1}]"),
         .run = QStringLiteral(", \"batch_size\": ¦100")},
        QStringLiteral("experiment-does-not-fit $.runs[0].batch_size (batch_size|1|batch-too-small|0|0||0)"));
    network("delta of another loss", {.rest = QStringLiteral(", ¦\"huber_delta\": 1")},
            QStringLiteral("unknown-key $.huber_delta (huber_delta||surface, dataset, network, loss, runs, "
                           "shuffle, seed, seeds, steps, goal, pace, controls, views)"));
    network("no delta",
            {.dataset = kLine,
             .layers = kOneUnit,
             .loss = QStringLiteral("\"huber\""),
             .rest = QStringLiteral(", \"huber_delta\": ¦0")},
            QStringLiteral("out-of-range $.huber_delta (0|1e-06|1000000)"));
    network("hinge of a regression",
            {.dataset = kLine, .layers = kOneUnit, .loss = QStringLiteral("¦\"hinge\"")},
            QStringLiteral("experiment-does-not-fit $.loss (loss|0|loss-needs-classes|0|0||0)"));
}

void TestSettingFindings::surfaceRows() {
    surface("noise of a still bowl", QStringLiteral("\"kind\": \"bowl\", ¦\"noise\": 1"),
            QStringLiteral("unknown-key $.surface.noise (noise||kind, window, start, curvature)"));
    surface("negative noise", QStringLiteral("\"kind\": \"noisy-bowl\", \"noise\": ¦-1"),
            QStringLiteral("out-of-range $.surface.noise (-1|0|1000000)"));
    surface("two starts of a double well", QStringLiteral("\"kind\": \"double-well\", \"start\": ¦[1, 1]"),
            QStringLiteral("wrong-type $.surface.start (number|array)"));
    QTest::newRow("usual start out of the window")
        << QStringLiteral(
               "{\"surface\": ¦{\"kind\": \"rastrigin\", \"window\": [-1, 1]}, \"runs\": [{\"id\": "
               "\"a\", \"optimizer\": {\"kind\": \"sgd\", \"learning_rate\": 1}}]}")
        << QStringLiteral("missing-key $.surface (start)");
    surface("formula of a named surface", QStringLiteral("\"kind\": \"beale\", ¦\"formula\": \"x\""),
            QStringLiteral("unknown-key $.surface.formula (formula||kind, window, start)"));
    surface("formula of no words", QStringLiteral("\"kind\": \"formula\", \"formula\": ¦\" \""),
            QStringLiteral("empty-text $.surface.formula ()"));
    surface("formula that ends too soon", QStringLiteral("\"kind\": \"formula\", \"formula\": ¦\"x +\""),
            QStringLiteral("experiment-does-not-fit $.surface.formula "
                           "(surface.formula|0|formula-syntax|0|0||4)"));
    surface("formula with an unknown name",
            QStringLiteral("\"kind\": \"formula\", \"formula\": ¦\"x + sinus(y)\""),
            QStringLiteral("experiment-does-not-fit $.surface.formula "
                           "(surface.formula|0|formula-unknown-name|0|0|sinus|5)"));
    surface("formula with a stray mark", QStringLiteral("\"kind\": \"formula\", \"formula\": ¦\"x ) y\""),
            QStringLiteral("experiment-does-not-fit $.surface.formula "
                           "(surface.formula|0|formula-syntax|0|0|)|3)"));
}

void TestSettingFindings::optimizerRows() {
    const auto row = [](const char* name, const QString& optimizer, const QString& finding) {
        QTest::newRow(name) << withOptimizer(optimizer) << finding;
    };
    row("unknown optimizer", QStringLiteral("\"kind\": ¦\"adamm\", \"learning_rate\": 1"),
        QStringLiteral("unknown-word $.runs[0].optimizer.kind (adamm|adam|sgd, momentum, nesterov, adagrad, "
                       "rmsprop, adam, adamw, amsgrad)"));
    QTest::newRow("no rate")
        << QStringLiteral(
               "{\"surface\": {%1}, \"runs\": [{\"id\": \"a\", \"optimizer\": ¦{\"kind\": \"adam\"}}]}")
               .arg(kBowl)
        << QStringLiteral("missing-key $.runs[0].optimizer (learning_rate)");
    row("momentum of plain descent",
        QStringLiteral("\"kind\": \"sgd\", \"learning_rate\": 1, ¦\"momentum\": 0.9"),
        QStringLiteral(
            "unknown-key $.runs[0].optimizer.momentum (momentum||kind, learning_rate, weight_decay, "
            "l1, clip_value, clip_norm)"));
    row("dampening of Nesterov",
        QStringLiteral("\"kind\": \"nesterov\", \"learning_rate\": 1, ¦\"dampening\": 0.1"),
        QStringLiteral("unknown-key $.runs[0].optimizer.dampening (dampening||kind, learning_rate, momentum, "
                       "weight_decay, l1, clip_value, clip_norm)"));
    row("all momentum", QStringLiteral("\"kind\": \"momentum\", \"learning_rate\": 1, \"momentum\": ¦1"),
        QStringLiteral("out-of-range $.runs[0].optimizer.momentum (1|0|0.999999)"));
    row("beta of RMSProp", QStringLiteral("\"kind\": \"rmsprop\", \"learning_rate\": 1, ¦\"beta2\": 0.9"),
        QStringLiteral("unknown-key $.runs[0].optimizer.beta2 (beta2||kind, learning_rate, momentum, "
                       "smoothing, epsilon, weight_decay, l1, clip_value, clip_norm, centered)"));
    row("beta of 1", QStringLiteral("\"kind\": \"adam\", \"learning_rate\": 1, \"beta2\": ¦1"),
        QStringLiteral("out-of-range $.runs[0].optimizer.beta2 (1|0|0.999999)"));
    row("negative epsilon", QStringLiteral("\"kind\": \"amsgrad\", \"learning_rate\": 1, \"epsilon\": ¦-1"),
        QStringLiteral("out-of-range $.runs[0].optimizer.epsilon (-1|0|1)"));
    row("correction in words",
        QStringLiteral("\"kind\": \"adamw\", \"learning_rate\": 1, \"bias_correction\": ¦\"off\""),
        QStringLiteral("wrong-type $.runs[0].optimizer.bias_correction (boolean|string)"));
    row("growth for decay",
        QStringLiteral("\"kind\": \"sgd\", \"learning_rate\": 1, \"weight_decay\": ¦-0.1"),
        QStringLiteral("out-of-range $.runs[0].optimizer.weight_decay (-0.1|0|1000000)"));
    row("negative norm", QStringLiteral("\"kind\": \"sgd\", \"learning_rate\": 1, \"clip_norm\": ¦-1"),
        QStringLiteral("out-of-range $.runs[0].optimizer.clip_norm (-1|0|1000000)"));
    row("accumulator of Adam",
        QStringLiteral("\"kind\": \"adam\", \"learning_rate\": 1, ¦\"initial_accumulator\": 1"),
        QStringLiteral("unknown-key $.runs[0].optimizer.initial_accumulator (initial_accumulator||kind, "
                       "learning_rate, beta1, beta2, epsilon, weight_decay, l1, clip_value, clip_norm, "
                       "bias_correction)"));
}

void TestSettingFindings::runRows() {
    const auto row = [](const char* name, const QString& schedule, const QString& finding) {
        network(name, {.run = scheduled(schedule)}, finding);
    };
    row("unknown schedule", QStringLiteral("\"kind\": ¦\"cosin\""),
        QStringLiteral("unknown-word $.runs[0].schedule.kind (cosin|cosine|constant, step, exponential, "
                       "cosine, one-cycle, reduce-on-plateau, range-test)"));
    row("factor of no change", QStringLiteral("\"kind\": \"constant\", ¦\"factor\": 0.1"),
        QStringLiteral("unknown-key $.runs[0].schedule.factor (factor||kind, warm_up)"));
    row("growing factor", QStringLiteral("\"kind\": \"exponential\", \"factor\": ¦1.1"),
        QStringLiteral("out-of-range $.runs[0].schedule.factor (1.1|1e-06|1)"));
    row("no period", QStringLiteral("\"kind\": \"step\", \"period\": ¦0"),
        QStringLiteral("out-of-range $.runs[0].schedule.period (0|1|100000000)"));
    row("range test from nothing", QStringLiteral("\"kind\": \"range-test\", \"period\": 10, \"floor\": ¦0"),
        QStringLiteral("out-of-range $.runs[0].schedule.floor (0|1e-12|1)"));
    row("patience of a cosine", QStringLiteral("\"kind\": \"cosine\", \"period\": 10, ¦\"patience\": 3"),
        QStringLiteral("unknown-key $.runs[0].schedule.patience (patience||kind, warm_up, period, floor)"));
    row("half a look", QStringLiteral("\"kind\": \"reduce-on-plateau\", \"patience\": ¦0.5"),
        QStringLiteral("wrong-type $.runs[0].schedule.patience (integer|number)"));
    row("warm up backwards", QStringLiteral("\"kind\": \"constant\", \"warm_up\": ¦-1"),
        QStringLiteral("out-of-range $.runs[0].schedule.warm_up (-1|0|100000000)"));
    QTest::newRow("period forgotten")
        << networkText({.run = QStringLiteral(", \"schedule\": ¦{\"kind\": \"one-cycle\"}")})
        << QStringLiteral("missing-key $.runs[0].schedule (period)");

    network("too many batches ahead", {.run = QStringLiteral(", \"prefetch\": ¦65")},
            QStringLiteral("out-of-range $.runs[0].prefetch (65|0|64)"));
    network("endless loading", {.run = QStringLiteral(", \"load_microseconds\": ¦10001")},
            QStringLiteral("out-of-range $.runs[0].load_microseconds (10001|0|10000)"));
    network("dropped by number", {.run = QStringLiteral(", \"drop_last\": ¦1")},
            QStringLiteral("wrong-type $.runs[0].drop_last (boolean|number)"));
    QTest::newRow("loader of a surface")
        << QStringLiteral("{\"surface\": {%1}, \"runs\": [{\"id\": \"a\", ¦\"prefetch\": 1, \"optimizer\": "
                          "{\"kind\": \"sgd\", \"learning_rate\": 1}}]}")
               .arg(kBowl)
        << QStringLiteral(
               "unknown-key $.runs[0].prefetch (prefetch||id, name, optimizer, schedule, batch_size, loop)");

    network("nothing to do", {.run = QStringLiteral(", \"loop\": ¦[]")},
            QStringLiteral("wrong-length $.runs[0].loop (0|1|10)"));
    network(
        "too much to do",
        {.run = QStringLiteral(", \"loop\": ¦[%1\"step\"]").arg(QStringLiteral("\"step\", ").repeated(10))},
        QStringLiteral("wrong-length $.runs[0].loop (11|1|10)"));
    network(
        "unknown act", {.run = QStringLiteral(", \"loop\": [\"forward\", ¦\"zero_grad\"]")},
        QStringLiteral(
            "unknown-word $.runs[0].loop[1] (zero_grad|zero-grad|zero-grad, forward, loss, backward, step)"));
    network("backward of nothing",
            {.run = QStringLiteral(", \"loop\": [\"forward\", ¦\"backward\", \"loss\", \"step\"]")},
            QStringLiteral("experiment-does-not-fit $.runs[0].loop[1] (loop|1|shape-mismatch|0|4||0)"));
}

void TestSettingFindings::controlRows() {
    const auto knob = [](const QString& word, const QString& range) {
        return control(QStringLiteral("\"knob\": ¦\"%1\", %2").arg(word, range));
    };
    const QString unit = QStringLiteral("\"least\": 0, \"greatest\": 0.5");
    network(
        "momentum that no run has", {.rest = knob(QStringLiteral("momentum"), unit)},
        QStringLiteral("control-does-not-fit $.controls[0].knob (momentum|needs an optimizer that has it)"));
    network("decay outside",
            {.optimizer = QStringLiteral(", \"weight_decay\": 0.6"),
             .rest = knob(QStringLiteral("weight_decay"), unit)},
            QStringLiteral(
                "control-does-not-fit $.controls[0].knob (weight_decay|a run starts outside its range)"));
    network("dropout of the only layer", {.layers = kOneUnit, .rest = knob(QStringLiteral("dropout"), unit)},
            QStringLiteral("control-does-not-fit $.controls[0].knob (dropout|needs a hidden layer)"));
    network(
        "a layer's dropout outside",
        {.layers = QStringLiteral("[{\"units\": 4, \"dropout\": 0.6}, {\"units\": 4}, {\"units\": 1}]"),
         .rest = knob(QStringLiteral("dropout"), unit)},
        QStringLiteral("control-does-not-fit $.controls[0].knob (dropout|a run starts outside its range)"));
    network("dropout of everything",
            {.rest = control(QStringLiteral("\"knob\": \"dropout\", \"least\": 0, \"greatest\": ¦1"))},
            QStringLiteral("out-of-range $.controls[0].greatest (1|0|0.999999)"));
    network("delta of no Huber",
            {.rest = knob(QStringLiteral("huber_delta"), QStringLiteral("\"least\": 0.1, \"greatest\": 2"))},
            QStringLiteral("control-does-not-fit $.controls[0].knob (huber_delta|needs the Huber loss)"));
    network(
        "condition of a network",
        {.rest = knob(QStringLiteral("condition"), QStringLiteral("\"least\": 1, \"greatest\": 2"))},
        QStringLiteral("control-does-not-fit $.controls[0].knob (condition|needs a surface that has it)"));
    network("second start of a network", {.rest = knob(QStringLiteral("start_y"), unit)},
            QStringLiteral("control-does-not-fit $.controls[0].knob (start_y|needs a surface)"));
    surface("condition of a bowl, by hand", kBowl,
            QStringLiteral("control-does-not-fit $.controls[0].knob (condition|needs a surface that has it)"),
            knob(QStringLiteral("condition"), QStringLiteral("\"least\": 1, \"greatest\": 2")));
    surface("dropout of a surface", kBowl,
            QStringLiteral("control-does-not-fit $.controls[0].knob (dropout|needs a hidden layer)"),
            knob(QStringLiteral("dropout"), unit));
    surface("second start of a double well", QStringLiteral("\"kind\": \"double-well\""),
            QStringLiteral("control-does-not-fit $.controls[0].knob (start_y|needs two parameters)"),
            knob(QStringLiteral("start_y"), unit));
    network("boundary of digits",
            {.dataset = QStringLiteral("\"kind\": \"digits\", \"side\": 8"),
             .layers = QStringLiteral("[{\"units\": 10}]"),
             .loss = QStringLiteral("\"cross-entropy\""),
             .rest = view(QStringLiteral("\"kind\": ¦\"decision-boundary\""))},
            QStringLiteral("view-does-not-fit $.views[0].kind (decision-boundary|needs two features)"));
    surface("confusion of a surface", kBowl,
            QStringLiteral("view-does-not-fit $.views[0].kind (confusion|needs classes)"),
            view(QStringLiteral("\"kind\": ¦\"confusion\"")));
    for (const char* kind :
         {"histograms", "sample-loss", "gradient-arrows", "loader-timeline", "throughput"}) {
        const QString name = QString::fromLatin1(kind);
        surface(qPrintable(name + QStringLiteral(" of a surface")), kBowl,
                QStringLiteral("view-does-not-fit $.views[0].kind (%1|needs a network)").arg(name),
                view(QStringLiteral("\"kind\": ¦\"%1\"").arg(name)));
    }
    network("digits of points", {.rest = view(QStringLiteral("\"kind\": ¦\"digits\""))},
            QStringLiteral("view-does-not-fit $.views[0].kind (digits|needs images)"));
    surface("mini-batch of a surface", kBowl,
            QStringLiteral("view-does-not-fit $.views[0].kind (mini-batch|needs two features)"),
            view(QStringLiteral("\"kind\": ¦\"mini-batch\"")));
    network("basins of a network", {.rest = view(QStringLiteral("\"kind\": ¦\"basin-map\""))},
            QStringLiteral("view-does-not-fit $.views[0].kind (basin-map|needs two weights)"));
}

void TestSettingFindings::reportsEachFaultAtItsPlace_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("finding");
    datasetRows();
    networkRows();
    surfaceRows();
    optimizerRows();
    runRows();
    controlRows();
}

void TestSettingFindings::reportsEachFaultAtItsPlace() {
    QFETCH(QString, text);
    QFETCH(QString, finding);
    const MarkedText marked = unmark(text);
    const Folder folder;
    for (const char* name : {"train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte",
                             "t10k-labels-idx1-ubyte"})
        folder.write(QStringLiteral("images/") + QString::fromLatin1(name), "x");
    const auto reading = readExperimentText(marked.text, folder.path(), QStringLiteral("x.json"));
    QVERIFY(!reading.value);
    QCOMPARE(toText(reading.diagnostics), expectedAt(marked, finding));
}

void TestSettingFindings::acceptsWhatFits_data() {
    QTest::addColumn<QString>("text");
    QTest::newRow("batch norm of full batches")
        << networkText({.dataset = QStringLiteral("\"kind\": \"circle\", \"samples\": 401"),
                        .layers = QStringLiteral("[{\"units\": 4, \"batch_norm\": true}, {\"units\": 1}]"),
                        .run = QStringLiteral(", \"batch_size\": 100, \"drop_last\": true")});
    QTest::newRow("batch norm of the whole")
        << networkText({.layers = QStringLiteral("[{\"units\": 4, \"batch_norm\": true}, {\"units\": 1}]")});
    QTest::newRow("hinge of two classes") << networkText({.loss = QStringLiteral("\"hinge\"")});
    QTest::newRow("hinge of many classes")
        << networkText({.dataset = QStringLiteral("\"kind\": \"rings\", \"classes\": 3"),
                        .layers = QStringLiteral("[{\"units\": 3}]"),
                        .loss = QStringLiteral("\"hinge\"")});
    QTest::newRow("boundary of derived features") << networkText(
        {.dataset = QStringLiteral("\"kind\": \"checkerboard\", \"features\": [\"sin-x\", \"sin-y\", \"x\"]"),
         .rest = view(QStringLiteral("\"kind\": \"decision-boundary\""))});
    QTest::newRow("knobs of a race") << networkText(
        {.run = QStringLiteral("}, {\"id\": \"b\", \"optimizer\": {\"kind\": \"adam\", \"learning_rate\": "
                               "0.1, \"weight_decay\": 0.01}"),
         .rest = control(QStringLiteral(
             "\"knob\": \"beta2\", \"least\": 0.9, \"greatest\": 0.9999}, {\"knob\": \"weight_decay\", "
             "\"least\": 0, \"greatest\": 0.1"))});
    QTest::newRow("noise of a noisy bowl")
        << surfaceText(QStringLiteral("\"kind\": \"noisy-bowl\", \"noise\": 0.3"),
                       control(QStringLiteral("\"knob\": \"noise\", \"least\": 0, \"greatest\": 1")));
    QTest::newRow("16 weights of derived features") << networkText(regression(
        QStringLiteral("\"kind\": \"plane\", \"features\": [\"x\"]"),
        control(QStringLiteral("\"knob\": \"parameter\", \"index\": 1, \"least\": -1, \"greatest\": 1"))));
    QTest::newRow("loading that takes its time") << networkText(
        {.run = QStringLiteral(", \"batch_size\": 16, \"prefetch\": 4, \"load_microseconds\": 10000")});
    QTest::newRow("gradients that add up") << networkText(
        {.run = QStringLiteral(", \"loop\": [\"forward\", \"loss\", \"backward\", \"step\"]")});
    for (const char* kind : {"constant", "reduce-on-plateau"})
        QTest::newRow(kind) << networkText(
            {.run = scheduled(QStringLiteral("\"kind\": \"%1\"").arg(QString::fromLatin1(kind)))});
}

void TestSettingFindings::acceptsWhatFits() {
    QFETCH(QString, text);
    const auto reading = readExperimentText(text.toUtf8(), QString());
    QVERIFY2(reading.value, qPrintable(toText(reading.diagnostics)));
}

void TestSettingFindings::placesWhatTheEngineRefusesInItsRun() {
    // The engine speaks of "loop"; of the three runs it is the second.
    const MarkedText marked = unmark(networkText(
        {.run =
             QStringLiteral("},\n {\"id\": \"b\", \"loop\": [¦\"loss\"], \"optimizer\": {\"kind\": \"sgd\", "
                            "\"learning_rate\": 1}},\n {\"id\": \"c\", \"optimizer\": {\"kind\": \"sgd\", "
                            "\"learning_rate\": 1}")}));
    const auto reading = readExperimentText(marked.text, QString());
    QCOMPARE(reading.diagnostics.size(), std::size_t(1));
    QCOMPARE(reading.diagnostics.front().path, QStringLiteral("$.runs[1].loop[0]"));
    QCOMPARE(reading.diagnostics.front().line, marked.line);
    QCOMPARE(reading.diagnostics.front().column, marked.column);
}

void TestSettingFindings::refusesFoldersThatAreNotOfImages_data() {
    QTest::addColumn<QString>("left");
    QTest::addColumn<QString>("finding");
    QTest::newRow("no images") << QStringLiteral("train-images-idx3-ubyte")
                               << QStringLiteral("missing-file (images/train-images-idx3-ubyte)");
    QTest::newRow("no labels") << QStringLiteral("train-labels-idx1-ubyte.gz")
                               << QStringLiteral("missing-file (images/train-labels-idx1-ubyte)");
    QTest::newRow("no test images") << QStringLiteral("t10k-images.idx3-ubyte")
                                    << QStringLiteral("missing-file (images/t10k-images-idx3-ubyte)");
    QTest::newRow("no test labels") << QStringLiteral("t10k-labels.idx1-ubyte.gz")
                                    << QStringLiteral("missing-file (images/t10k-labels-idx1-ubyte)");
}

void TestSettingFindings::refusesFoldersThatAreNotOfImages() {
    QFETCH(QString, left);
    QFETCH(QString, finding);
    const Folder folder;
    for (const char* name : {"train-images-idx3-ubyte", "train-labels-idx1-ubyte.gz",
                             "t10k-images.idx3-ubyte", "t10k-labels.idx1-ubyte.gz"}) {
        if (left != QLatin1StringView(name))
            folder.write(QStringLiteral("images/") + QString::fromLatin1(name), "x");
    }
    const QString text =
        networkText({.dataset = QStringLiteral("\"kind\": \"idx\", \"folder\": \"images\"")});
    const auto reading = readExperimentText(text.toUtf8(), folder.path());
    QCOMPARE(reading.diagnostics.size(), std::size_t(1));
    QCOMPARE(ruleId(reading.diagnostics.front().rule) +
                 QStringLiteral(" (%1)").arg(reading.diagnostics.front().arguments.join(u'|')),
             finding);
}

QTEST_APPLESS_MAIN(TestSettingFindings)
#include "test_setting_findings.moc"
