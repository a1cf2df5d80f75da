#include "training/csv_samples.h"
#include "training/labels.h"

#include <QTemporaryDir>
#include <QTest>

using namespace downhill::training;

Q_DECLARE_METATYPE(Loss)
Q_DECLARE_METATYPE(Error)

class TestCsvSamples : public QObject {
    Q_OBJECT

    QTemporaryDir folder_{};

    DatasetSpec specOf(const QByteArray& text, const std::string& target) {
        QFile file(folder_.filePath(QStringLiteral("data.csv")));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            throw std::runtime_error("cannot write");
        return {.kind = DatasetKind::Csv, .csvFile = file.fileName().toStdString(), .target = target};
    }

private Q_SLOTS:
    void oneHotColumnsAreLabels_data() {
        QTest::addColumn<Loss>("loss");
        QTest::newRow("cross-entropy") << Loss::CrossEntropy;
        QTest::newRow("hinge") << Loss::Hinge;
        QTest::newRow("mse") << Loss::MeanSquaredError;
    }
    void oneHotColumnsAreLabels() {
        QFETCH(const Loss, loss);
        const auto spec =
            specOf("class_red,a,class_blue,class_sky,b\n0,1,0,1,2\n1,3,0,0,4\n0,5,1,0,6\n", "class_*");
        const auto data = readCsvSamples(spec, loss);
        QVERIFY(data.has_value());
        QVERIFY(data->targets == (Eigen::MatrixXd(1, 3) << 2, 0, 1).finished());
        QVERIFY(data->features == (Eigen::MatrixXd(2, 3) << 1, 3, 5, 2, 4, 6).finished());
        QVERIFY((data->featureNames == std::vector<std::string>{"a", "b"}));
        QCOMPARE(data->classes, 3);
        QCOMPARE(data->task, Task::MultiClassification);
    }

    void classesThatNoRowHasStayClasses() {
        const auto spec = specOf("k0,k1,k2,k3,a\n0,1,0,0,1\n1,0,0,0,2\n", "k*");
        const auto data = readCsvSamples(spec, Loss::CrossEntropy);
        QVERIFY(data.has_value());
        QCOMPARE(data->classes, 4);
    }

    void aColumnThatIsCalledSoComesFirst() {
        const auto data = readCsvSamples(specOf("k*,k1,a\n0,5,1\n1,6,2\n", "k*"), Loss::CrossEntropy);
        QVERIFY(data.has_value());
        QVERIFY(data->targets == (Eigen::MatrixXd(1, 2) << 0, 1).finished());
        QVERIFY((data->featureNames == std::vector<std::string>{"k1", "a"}));
    }

    void whatIsNoLabelIsNamedWithItsLine_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("target");
        QTest::addColumn<Loss>("loss");
        QTest::addColumn<Error>("error");
        const auto row = [](const char* name, const char* text, const char* target, Loss loss, Error error) {
            QTest::newRow(name) << QByteArray(text) << QString::fromUtf8(target) << loss << error;
        };
        const auto label = [](std::string detail, double value, double limit, long line, long column) {
            return Error{.code = ErrorCode::LabelNotAClass,
                         .detail = std::move(detail),
                         .value = value,
                         .limit = limit,
                         .line = line,
                         .column = column};
        };
        row("two ones", "k0,k1,a\n0,1,1\n\n1,1,2\n", "k*", Loss::CrossEntropy, label("k*", 2, 1, 4, 0));
        row("no one", "k0,k1,a\n0,1,1\n0,0,2\n", "k*", Loss::CrossEntropy, label("k*", 0, 1, 3, 0));
        row("a half", "a,k0,k1\n1,0,1\n2,1,0.5\n", "k*", Loss::CrossEntropy, label("k*", 0.5, 1, 3, 3));
        row("minus one", "a,k0,k1\n1,-1,1\n", "k*", Loss::CrossEntropy, label("k*", -1, 1, 2, 2));
        row("half a class", "a,k\n1,0\n2,0.5\n", "k", Loss::CrossEntropy, label("", 0.5, 999, 3, 2));
        row("a third of two", "a,k\n1,0\n2,1\n3,2\n", "k", Loss::BinaryCrossEntropy, label("", 2, 1, 4, 2));
        row("no such prefix", "a,k\n1,0\n", "b*", Loss::CrossEntropy,
            {.code = ErrorCode::CsvNoSuchColumn, .detail = "b*"});
        row("no such column", "a,k\n1,0\n", "b", Loss::CrossEntropy,
            {.code = ErrorCode::CsvNoSuchColumn, .detail = "b"});
        row("nothing but a target", "k0,k1\n1,0\n", "k*", Loss::CrossEntropy,
            {.code = ErrorCode::CsvNoFeatures});
        row("a star alone takes all", "k0,k1\n1,0\n", "*", Loss::CrossEntropy,
            {.code = ErrorCode::CsvNoFeatures});
    }
    void whatIsNoLabelIsNamedWithItsLine() {
        QFETCH(const QByteArray, text);
        QFETCH(const QString, target);
        QFETCH(const Loss, loss);
        QFETCH(Error, error);
        const auto spec = specOf(text, target.toStdString());
        error.where = spec.csvFile;
        const auto refused = readCsvSamples(spec, loss);
        QVERIFY(!refused.has_value());
        QVERIFY(refused.error() == error);
    }

    void tooManyOneHotColumnsAreRefused() {
        QByteArray names = "a";
        QByteArray row = "1";
        for (int i = 0; i < 1001; ++i) {
            names += ",k" + QByteArray::number(i);
            row += i == 0 ? ",1" : ",0";
        }
        const auto refused = readCsvSamples(specOf(names + "\n" + row + "\n", "k*"), Loss::CrossEntropy);
        QVERIFY(!refused && refused.error().code == ErrorCode::OutOfRange);
        QCOMPARE(refused.error().where, std::string("dataset.classes"));
        QCOMPARE(refused.error().value, 1001.0);
    }

    void oneHotSetsTheRowOfTheLabel() {
        const Eigen::MatrixXf labels = (Eigen::MatrixXf(1, 4) << 2, 0, 1, 2).finished();
        const auto indicators = oneHot<float>(labels, 4);
        QVERIFY(indicators.has_value());
        QVERIFY(*indicators ==
                (Eigen::MatrixXf(4, 4) << 0, 1, 0, 0, 0, 0, 1, 0, 1, 0, 0, 1, 0, 0, 0, 0).finished());
    }

    void oneHotRefusesWhatIsNoClass_data() {
        QTest::addColumn<double>("label");
        QTest::newRow("too large") << 3.0;
        QTest::newRow("negative") << -1.0;
        QTest::newRow("between") << 0.5;
        QTest::newRow("no number") << std::nan("");
    }
    void oneHotRefusesWhatIsNoClass() {
        QFETCH(const double, label);
        const auto refused = oneHot<double>(Eigen::MatrixXd::Constant(1, 1, label), 3);
        QVERIFY(!refused && refused.error().code == ErrorCode::LabelNotAClass);
        QCOMPARE(refused.error().limit, 2.0);
    }
};

QTEST_APPLESS_MAIN(TestCsvSamples)
#include "test_csv_samples.moc"
