#include "fingerprint.h"
#include "training/dataset.h"
#include "training/digits.h"

#include <QTest>

#include <cmath>

using namespace downhill::training;

namespace {

std::uint64_t fingerprintOf(const ImageSet& images) {
    return fingerprint({images.pixels.data(), static_cast<std::size_t>(images.pixels.size())});
}

/// The share of `seen` whose nearest image (by Euclid) among `known` shows the same digit.
double nearestAccuracy(const ImageSet& known, const ImageSet& seen) {
    const Eigen::MatrixXf a = known.pixels.cast<float>();
    const Eigen::MatrixXf b = seen.pixels.cast<float>();
    const Eigen::VectorXf lengths = a.colwise().squaredNorm();
    int right = 0;
    for (Eigen::Index i = 0; i < b.cols(); ++i) {
        Eigen::Index nearest = 0;
        (lengths - 2 * (a.transpose() * b.col(i))).minCoeff(&nearest);
        const bool same =
            known.labels[static_cast<std::size_t>(nearest)] == seen.labels[static_cast<std::size_t>(i)];
        right += same ? 1 : 0;
    }
    return static_cast<double>(right) / static_cast<double>(b.cols());
}

} // namespace

class TestDigits : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void labelsTakeTurns() {
        const auto images = drawDigits({.samples = 37, .side = 8}, 1);
        QCOMPARE(images.size(), 37);
        for (std::size_t i = 0; i < 37; ++i)
            QCOMPARE(static_cast<std::size_t>(images.labels[i]), i % 10);
    }

    void aSampleDependsOnItsNumberAndTheSeedAlone() {
        const auto few = drawDigits({.samples = 25}, 5);
        const auto many = drawDigits({.samples = 60}, 5);
        const auto other = drawDigits({.samples = 25}, 6);
        QVERIFY(few.pixels == many.pixels.leftCols(25));
        for (Eigen::Index i = 0; i < 25; ++i)
            QVERIFY(few.pixels.col(i) != other.pixels.col(i));
    }

    /// Numbers that a release must keep: a seed means the same pictures on every machine.
    void aSeedMeansThesePictures() {
        QCOMPARE(fingerprintOf(drawDigits({.samples = 200}, 7)), 0x22d188b510f858e0u);
        QCOMPARE(fingerprintOf(drawDigits({.samples = 200, .side = 8}, 7)), 0x6dc69ff02dfd0ff1u);
        QCOMPARE(fingerprintOf(drawDigits({.samples = 200, .side = 8, .noise = 0.1}, 7)),
                 0x530cdf16512476bcu);
    }

    void everyDigitIsLightOnDarkAndInTheMiddle_data() {
        QTest::addColumn<int>("side");
        QTest::newRow("full") << 28;
        QTest::newRow("small") << 8;
    }
    void everyDigitIsLightOnDarkAndInTheMiddle() {
        QFETCH(const int, side);
        const auto images = drawDigits({.samples = 1000, .side = side}, 3);
        QCOMPARE(images.width, side);
        QCOMPARE(images.height, side);
        QCOMPARE(images.pixels.rows(), side * side);
        for (Eigen::Index i = 0; i < images.size(); ++i) {
            double ink = 0;
            double right = 0;
            double down = 0;
            for (int pixel = 0; pixel < side * side; ++pixel) {
                const double value = images.pixels(pixel, i) / 255.0;
                ink += value;
                right += value * (pixel % side + 0.5) / side;
                down += value * (pixel / side + 0.5) / side;
            }
            const double share = ink / (side * side);
            QVERIFY2(share > 0.01 && share < 0.5, qPrintable(QString::number(share)));
            QVERIFY(images.pixels.col(i).maxCoeff() > 120);
            const double x = right / ink;
            const double y = down / ink;
            QVERIFY2(std::abs(x - 0.5) < 0.22 && std::abs(y - 0.5) < 0.22,
                     qPrintable(QStringLiteral("%1 %2").arg(x).arg(y)));
        }
    }

    void digitsOfAKindDiffer() {
        const auto images = drawDigits({.samples = 400}, 2);
        for (Eigen::Index digit = 0; digit < 10; ++digit) {
            for (Eigen::Index i = digit + 10; i < 400; i += 10) {
                const Eigen::VectorXi apart =
                    images.pixels.col(digit).cast<int>() - images.pixels.col(i).cast<int>();
                QVERIFY(apart.cwiseAbs().sum() > 255 * 5);
            }
        }
    }

    void digitsCanBeToldApartButNotAll() {
        const double found =
            nearestAccuracy(drawDigits({.samples = 3000}, 1), drawDigits({.samples = 1000}, 2));
        QVERIFY2(found > 0.9 && found < 0.995, qPrintable(QString::number(found)));
    }

    void noiseIsAddedToTheSameDigits() {
        const auto clean = drawDigits({.samples = 50}, 4);
        const auto noisy = drawDigits({.samples = 50, .noise = 0.1}, 4);
        double sum = 0;
        int count = 0;
        for (Eigen::Index i = 0; i < clean.pixels.size(); ++i) {
            const double before = clean.pixels.data()[i];
            const double added = noisy.pixels.data()[i] - before;
            // Where a step of three deviations stays inside the range, nothing was cut off.
            if (before > 77 && before < 178) {
                sum += added * added;
                ++count;
            }
        }
        QVERIFY(count > 1000);
        const double deviation = std::sqrt(sum / count) / 255;
        QVERIFY2(std::abs(deviation - 0.1) < 0.01, qPrintable(QString::number(deviation)));
    }

    void aDatasetOfDigitsIsWhatWasDrawn() {
        NetworkProblem problem;
        problem.loss = Loss::CrossEntropy;
        problem.dataset = {
            .kind = DatasetKind::Digits, .samples = 120, .noise = 0.05, .testShare = 0.25, .side = 8};
        const auto parts = makeDataset<float>(problem, {.data = 9});
        QVERIFY(parts.has_value());
        const auto images = drawDigits({.samples = 120, .side = 8, .noise = 0.05}, 9);
        QCOMPARE(parts->train.size(), 90);
        QCOMPARE(parts->test.size(), 30);
        Eigen::Index atTrain = 0;
        Eigen::Index atTest = 0;
        for (Eigen::Index i = 0; i < 120; ++i) {
            const Eigen::VectorXf pixels = (images.pixels.col(i).cast<double>() / 255).cast<float>();
            const bool train = atTrain < 90 && parts->train.features.col(atTrain) == pixels;
            const auto& part = train ? parts->train : parts->test;
            const Eigen::Index at = train ? atTrain++ : atTest++;
            QVERIFY(part.features.col(at) == pixels);
            QCOMPARE(part.targets(0, at), static_cast<float>(i % 10));
        }
        QCOMPARE(parts->train.classes, 10);
        QCOMPARE(parts->train.task, Task::MultiClassification);
        QCOMPARE(parts->train.width, 8);
        QCOMPARE(parts->train.height, 8);
        QCOMPARE(parts->train.featureNames.size(), 64u);
        QCOMPARE(parts->train.featureNames[9], std::string("pixel_1_1"));
    }

    void standardisedPixelsThatNobodyInksAreZero() {
        NetworkProblem problem;
        problem.dataset = {
            .kind = DatasetKind::Digits, .samples = 100, .testShare = 0.2, .standardise = true};
        const auto parts = makeDataset<float>(problem, {});
        QVERIFY(parts.has_value());
        QVERIFY((parts->train.features.row(0).array() == 0).all());
        QVERIFY(parts->train.features.allFinite());
        const auto middle = parts->train.features.row(14 * 28 + 14);
        QVERIFY(std::abs(middle.mean()) < 1e-5F);
        QVERIFY(std::abs(middle.squaredNorm() / 80 - 1) < 1e-5F);
    }
};

QTEST_APPLESS_MAIN(TestDigits)
#include "test_digits.moc"
