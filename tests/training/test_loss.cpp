#include "training/kernels/loss_kernels.h"
#include "training/kernels/product_kernels.h"
#include "training/loss.h"
#include "training/philox.h"

#include <QTest>

#include <cmath>
#include <stdexcept>
#include <vector>

using namespace downhill::training;

namespace {

struct Case {
    Loss loss;
    Eigen::Index outputs;
    bool labels;
};

/// The mean loss and its gradient by every instruction set, which have to agree; outputs stand sample by
/// sample.
template <class Scalar>
double lossWithGradient(const LossSettings& loss, Eigen::Index outputs, Eigen::Index samples,
                        const Scalar* values, const Scalar* targets, Scalar* gradient) {
    const Eigen::Index step = paddedToLanes(samples);
    std::vector<Scalar> rows(static_cast<std::size_t>(outputs * step));
    std::vector<Scalar> labels(targets, targets + samples);
    labels.resize(static_cast<std::size_t>(step));
    for (Eigen::Index i = 0; i < samples * outputs; ++i)
        rows[static_cast<std::size_t>(i % outputs * step + i / outputs)] = values[i];
    double mean = 0;
    std::vector<Scalar> first;
    for (const InstructionSet set : supportedInstructionSets()) {
        std::vector<Scalar> slopes(rows.size(), Scalar(9));
        const double found = lossKernels<Scalar>(set).measure(loss, outputs, samples, step, rows.data(),
                                                              labels.data(), slopes.data());
        const double bound = 20 * std::numeric_limits<Scalar>::epsilon();
        if (first.empty())
            mean = found;
        else if (std::abs(found - mean) > bound * std::max(1.0, std::abs(mean)))
            throw std::runtime_error("instruction sets disagree about a loss");
        for (Eigen::Index i = 0; i < outputs * step; ++i) {
            const auto slope = static_cast<double>(slopes[static_cast<std::size_t>(i)]);
            const auto other =
                first.empty() ? slope : static_cast<double>(first[static_cast<std::size_t>(i)]);
            if (i % step >= samples && slope != 0)
                throw std::runtime_error("the columns beyond the batch have a gradient");
            if (i % step < samples && std::abs(slope - other) > bound)
                throw std::runtime_error("instruction sets disagree about a gradient");
        }
        first = slopes;
    }
    for (Eigen::Index i = 0; i < samples * outputs; ++i)
        gradient[i] = first[static_cast<std::size_t>(i % outputs * step + i / outputs)];
    return mean;
}

double batchLoss(const Case& test, const std::vector<double>& outputs, const std::vector<double>& targets) {
    std::vector<double> gradient(outputs.size());
    return lossWithGradient(test.loss, test.outputs, static_cast<Eigen::Index>(targets.size()),
                            outputs.data(), targets.data(), gradient.data());
}

} // namespace

Q_DECLARE_METATYPE(Case)
Q_DECLARE_METATYPE(Loss)
Q_DECLARE_METATYPE(std::vector<double>)

class TestLoss : public QObject {
    Q_OBJECT

    static void cases() {
        QTest::addColumn<Case>("test");
        QTest::newRow("mse") << Case{Loss::MeanSquaredError, 1, false};
        QTest::newRow("mse on classes") << Case{Loss::MeanSquaredError, 4, true};
        QTest::newRow("half mse") << Case{Loss::HalfMeanSquaredError, 1, false};
        QTest::newRow("half mse on classes") << Case{Loss::HalfMeanSquaredError, 3, true};
        QTest::newRow("binary cross-entropy") << Case{Loss::BinaryCrossEntropy, 1, true};
        QTest::newRow("cross-entropy of two") << Case{Loss::CrossEntropy, 2, true};
        QTest::newRow("cross-entropy of seven") << Case{Loss::CrossEntropy, 7, true};
        QTest::newRow("mean error") << Case{Loss::MeanError, 1, false};
        QTest::newRow("mean error on classes") << Case{Loss::MeanError, 3, true};
        QTest::newRow("mae") << Case{Loss::MeanAbsoluteError, 1, false};
        QTest::newRow("mae on classes") << Case{Loss::MeanAbsoluteError, 3, true};
        QTest::newRow("huber") << Case{Loss::Huber, 1, false};
        QTest::newRow("huber on classes") << Case{Loss::Huber, 3, true};
        QTest::newRow("hinge") << Case{Loss::Hinge, 1, true};
        QTest::newRow("hinge of four") << Case{Loss::Hinge, 4, true};
    }

    static void draw(const Case& test, std::vector<double>& outputs, std::vector<double>& targets) {
        constexpr std::size_t kSamples = 5;
        RandomStream random(17, Stream::Data);
        for (std::size_t i = 0; i < kSamples * static_cast<std::size_t>(test.outputs); ++i)
            outputs.push_back(2 * random.normal());
        const auto classes = static_cast<std::uint32_t>(std::max<Eigen::Index>(2, test.outputs));
        for (std::size_t i = 0; i < kSamples; ++i)
            targets.push_back(test.labels ? random.index(classes) : random.normal());
    }

private Q_SLOTS:
    void givesWhatAHandFinds_data() {
        QTest::addColumn<Loss>("loss");
        QTest::addColumn<int>("outputCount");
        QTest::addColumn<std::vector<double>>("outputs");
        QTest::addColumn<std::vector<double>>("targets");
        QTest::addColumn<double>("value");
        QTest::addColumn<std::vector<double>>("gradient");
        using V = std::vector<double>;
        QTest::newRow("mse") << Loss::MeanSquaredError << 1 << V{1, 5} << V{3, 4} << 2.5 << V{-2, 1};
        QTest::newRow("half mse") << Loss::HalfMeanSquaredError << 1 << V{1, 5} << V{3, 4} << 1.25
                                  << V{-1, 0.5};
        QTest::newRow("mean error cancels")
            << Loss::MeanError << 1 << V{6, 3} << V{4, 5} << 0.0 << V{0.5, 0.5};
        QTest::newRow("mae") << Loss::MeanAbsoluteError << 1 << V{1, 5, 4} << V{3, 4, 4} << 1.0
                             << V{-1.0 / 3, 1.0 / 3, 0};
        QTest::newRow("huber") << Loss::Huber << 1 << V{0.5, 4} << V{0, 1} << (0.125 + 2.5) / 2
                               << V{0.25, 0.5};
        QTest::newRow("hinge") << Loss::Hinge << 1 << V{0.5, 2, -3} << V{1, 1, 1} << 4.5 / 3
                               << V{-1.0 / 3, 0, -1.0 / 3};
        QTest::newRow("hinge of three")
            << Loss::Hinge << 3 << V{1, 1.5, -1} << V{0} << 0.5 << V{-1.0 / 3, 1.0 / 3, 0};
        QTest::newRow("mse, one-hot") << Loss::MeanSquaredError << 2 << V{1, 1} << V{1} << 0.5 << V{1, 0};
        QTest::newRow("binary, undecided")
            << Loss::BinaryCrossEntropy << 1 << V{0, 0} << V{0, 1} << std::log(2.0) << V{0.25, -0.25};
        QTest::newRow("binary, three to one")
            << Loss::BinaryCrossEntropy << 1 << V{std::log(3.0)} << V{0} << std::log(4.0) << V{0.75};
        QTest::newRow("softmax, undecided") << Loss::CrossEntropy << 4 << V{7, 7, 7, 7} << V{2}
                                            << std::log(4.0) << V{0.25, 0.25, -0.75, 0.25};
        QTest::newRow("softmax, three to one")
            << Loss::CrossEntropy << 2 << V{std::log(3.0), 0} << V{0} << std::log(4.0 / 3) << V{-0.25, 0.25};
    }
    void givesWhatAHandFinds() {
        QFETCH(const Loss, loss);
        QFETCH(const int, outputCount);
        QFETCH(const std::vector<double>, outputs);
        QFETCH(const std::vector<double>, targets);
        QFETCH(const double, value);
        QFETCH(const std::vector<double>, gradient);
        std::vector<double> found(outputs.size());
        const double mean = lossWithGradient(loss, outputCount, static_cast<Eigen::Index>(targets.size()),
                                             outputs.data(), targets.data(), found.data());
        QVERIFY2(std::abs(mean - value) < 1e-14, qPrintable(QString::number(mean, 'g', 17)));
        for (std::size_t i = 0; i < found.size(); ++i)
            QVERIFY2(std::abs(found[i] - gradient[i]) < 1e-15,
                     qPrintable(QString::number(found[i], 'g', 17)));
    }

    void theMeanIsTheMeanOfTheSamples_data() { cases(); }
    void theMeanIsTheMeanOfTheSamples() {
        QFETCH(const Case, test);
        std::vector<double> outputs;
        std::vector<double> targets;
        draw(test, outputs, targets);
        double sum = 0;
        for (std::size_t i = 0; i < targets.size(); ++i) {
            const double* own = outputs.data() + i * static_cast<std::size_t>(test.outputs);
            const double single = sampleLoss(test.loss, test.outputs, own, targets[i]);
            const std::vector<double> ownOutputs(own, own + test.outputs);
            QVERIFY(std::abs(single - batchLoss(test, ownOutputs, {targets[i]})) < 1e-14);
            sum += single;
        }
        QVERIFY(std::abs(sum / static_cast<double>(targets.size()) - batchLoss(test, outputs, targets)) <
                1e-14);
    }

    void theGradientIsTheSlope_data() { cases(); }
    void theGradientIsTheSlope() {
        QFETCH(const Case, test);
        std::vector<double> outputs;
        std::vector<double> targets;
        draw(test, outputs, targets);
        std::vector<double> gradient(outputs.size());
        lossWithGradient(test.loss, test.outputs, static_cast<Eigen::Index>(targets.size()), outputs.data(),
                         targets.data(), gradient.data());
        for (std::size_t i = 0; i < outputs.size(); ++i) {
            constexpr double kStep = 1e-5;
            auto moved = outputs;
            moved[i] += kStep;
            const double above = batchLoss(test, moved, targets);
            moved[i] -= 2 * kStep;
            const double slope = (above - batchLoss(test, moved, targets)) / (2 * kStep);
            QVERIFY(std::abs(slope - gradient[i]) < 1e-8);
        }
    }

    void largeLogitsAreSafe_data() {
        QTest::addColumn<double>("size");
        QTest::newRow("ten thousand") << 1e4;
        QTest::newRow("a million") << 1e6;
    }
    void largeLogitsAreSafe() {
        QFETCH(const double, size);
        const auto check = [size](auto one) {
            using Scalar = decltype(one);
            const auto large = static_cast<Scalar>(size);
            const Scalar binary[] = {large, large, -large, -large};
            const Scalar binaryTargets[] = {0, 1, 0, 1};
            Scalar gradient[4];
            QCOMPARE(lossWithGradient(Loss::BinaryCrossEntropy, 1, 4, binary, binaryTargets, gradient),
                     size / 2);
            QVERIFY(gradient[0] == Scalar(0.25) && gradient[1] == 0);
            QVERIFY(std::abs(gradient[2]) < Scalar(1e-30) && gradient[3] == Scalar(-0.25));
            const Scalar logits[] = {large, -large, large, -large};
            const Scalar targets[] = {0, 1};
            QCOMPARE(lossWithGradient(Loss::CrossEntropy, 2, 2, logits, targets, gradient), size);
            QVERIFY(gradient[0] == 0 && std::abs(gradient[1]) < Scalar(1e-30));
            QVERIFY(gradient[2] == Scalar(0.5) && gradient[3] == Scalar(-0.5));
        };
        check(1.0F);
        check(1.0);
    }

    void aNaNIsNotHidden_data() { cases(); }
    void aNaNIsNotHidden() {
        QFETCH(const Case, test);
        for (Eigen::Index place = 0; place < test.outputs; ++place) {
            std::vector<double> outputs(static_cast<std::size_t>(test.outputs), 0.5);
            outputs[static_cast<std::size_t>(place)] = std::nan("");
            QVERIFY(std::isnan(batchLoss(test, outputs, {0})));
            QVERIFY(std::isnan(sampleLoss(test.loss, test.outputs, outputs.data(), 0.0)));
            QVERIFY(!namesClass(test.loss, test.outputs, outputs.data(), 0.0));
        }
    }

    void hubersParabolaEndsAtItsDelta() {
        const double outputs[] = {3, 1};
        const double targets[] = {0, 0};
        double gradient[2];
        QCOMPARE(lossWithGradient({Loss::Huber, 2.0}, 1, 2, outputs, targets, gradient), (4 + 0.5) / 2);
        QCOMPARE(gradient[0], 1.0);
        QCOMPARE(gradient[1], 0.5);
        QCOMPARE(sampleLoss({Loss::Huber, 2.0}, 1, outputs, 0.0), 4.0);
    }

    void outputsNeedNotStandSideBySide() {
        const double outputs[] = {1, 9, 3, 9, 2, 9};
        const double close[] = {1, 3, 2};
        for (const Loss loss : {Loss::CrossEntropy, Loss::Hinge, Loss::MeanSquaredError}) {
            QCOMPARE(sampleLoss(loss, 3, outputs, 2.0, 2), sampleLoss(loss, 3, close, 2.0));
            QVERIFY(namesClass(loss, 3, outputs, 1.0, 2));
        }
    }

    void theNearestClassIsNamed() {
        const double logit[] = {0.25};
        QVERIFY(namesClass(Loss::BinaryCrossEntropy, 1, logit, 1.0));
        QVERIFY(!namesClass(Loss::BinaryCrossEntropy, 1, logit, 0.0));
        QVERIFY(namesClass(Loss::MeanSquaredError, 1, logit, 0.0));
        QVERIFY(!namesClass(Loss::MeanSquaredError, 1, logit, 1.0));
        const double several[] = {1, 3, 3, 2};
        QVERIFY(namesClass(Loss::CrossEntropy, 4, several, 1.0)); // of equals the first
        QVERIFY(!namesClass(Loss::CrossEntropy, 4, several, 2.0));
        QVERIFY(!namesClass(Loss::CrossEntropy, 4, several, 0.0));
    }
};

QTEST_APPLESS_MAIN(TestLoss)
#include "test_loss.moc"
