#include "training/dataset.h"
#include "training/gzip_file.h"
#include "training/idx_file.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <array>

using namespace downhill::training;

namespace {

QByteArray word(quint32 value) {
    const std::array<char, 4> bytes{static_cast<char>(value >> 24), static_cast<char>(value >> 16),
                                    static_cast<char>(value >> 8), static_cast<char>(value)};
    return {bytes.data(), 4};
}

QByteArray imagesOf(quint32 count, quint32 height, quint32 width, const QByteArray& pixels) {
    return word(0x803) + word(count) + word(height) + word(width) + pixels;
}

QByteArray labelsOf(quint32 count, const QByteArray& labels) {
    return word(0x801) + word(count) + labels;
}

/// `count` images of two pixels, counting up.
QByteArray countingImages(quint32 count) {
    QByteArray pixels;
    for (quint32 i = 0; i < 2 * count; ++i)
        pixels += static_cast<char>(i);
    return imagesOf(count, 1, 2, pixels);
}

quint32 checksum(const QByteArray& data) {
    quint32 sum = 0xFFFFFFFF;
    for (const char byte : data) {
        sum ^= static_cast<quint8>(byte);
        for (int bit = 0; bit < 8; ++bit)
            sum = sum >> 1 ^ (sum & 1 ? 0xEDB88320 : 0);
    }
    return ~sum;
}

QByteArray littleEndian(quint32 value) {
    QByteArray bytes = word(value);
    std::reverse(bytes.begin(), bytes.end());
    return bytes;
}

/// A gzip file (RFC 1952) around the deflated data that Qt's zlib format has between its head and its end.
QByteArray gzipped(const QByteArray& data) {
    const QByteArray zlib = qCompress(data, 9);
    const QByteArray deflated = zlib.mid(4 + 2, zlib.size() - 4 - 2 - 4);
    const QByteArray head("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff", 10);
    return head + deflated + littleEndian(checksum(data)) + littleEndian(static_cast<quint32>(data.size()));
}

} // namespace

Q_DECLARE_METATYPE(ErrorCode)

class TestIdxFile : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> folder_{};

    std::string write(const char* name, const QByteArray& bytes) {
        QFile file(folder_->filePath(QString::fromUtf8(name)));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            throw std::runtime_error("cannot write");
        return file.fileName().toStdString();
    }

    std::string path() const { return folder_->path().toStdString(); }

    /// A folder of 5 training and 3 test images.
    void writeFolder() {
        write("train-images-idx3-ubyte", countingImages(5));
        write("train-labels-idx1-ubyte", labelsOf(5, QByteArray("\0\1\2\3\1", 5)));
        write("t10k-images-idx3-ubyte", countingImages(3));
        write("t10k-labels-idx1-ubyte", labelsOf(3, QByteArray("\2\4\0", 3)));
    }

private Q_SLOTS:
    void init() { folder_ = std::make_unique<QTemporaryDir>(); }

    void imagesAreReadAsTheyStand_data() {
        QTest::addColumn<bool>("zip");
        QTest::addColumn<int>("most");
        QTest::newRow("plain") << false << 100;
        QTest::newRow("gzip") << true << 100;
        QTest::newRow("plain, the first two") << false << 2;
        QTest::newRow("gzip, the first two") << true << 2;
    }
    void imagesAreReadAsTheyStand() {
        QFETCH(const bool, zip);
        QFETCH(const int, most);
        const QByteArray bytes = imagesOf(3, 2, 3, "abcdefghijklmnopqr");
        const auto images = readIdxImages(write("images", zip ? gzipped(bytes) : bytes), most);
        QVERIFY(images.has_value());
        QCOMPARE(images->images, 3);
        const ImageSet& kept = images->kept;
        QCOMPARE(kept.size(), std::min(3, most));
        QCOMPARE(kept.height, 2);
        QCOMPARE(kept.width, 3);
        QCOMPARE(kept.pixels(0, 0), 'a');
        QCOMPARE(kept.pixels(5, 0), 'f');
        QCOMPARE(kept.pixels(0, 1), 'g');
    }

    void moreThanABufferIsInflated() {
        QByteArray pixels;
        for (int i = 0; i < 1'000'000; ++i)
            pixels += static_cast<char>(i * 7 + i / 1000);
        const auto images = readIdxImages(write("images.gz", gzipped(imagesOf(1000, 10, 100, pixels))), 600);
        QVERIFY(images.has_value());
        QCOMPARE(images->kept.size(), 600);
        QCOMPARE(std::memcmp(images->kept.pixels.data(), pixels.constData(), 600'000), 0);
    }

    void hostileImagesAreRefused_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<double>("value");
        QTest::addColumn<double>("limit");
        const auto row = [](const char* name, const QByteArray& bytes, ErrorCode code, double value = 0,
                            double limit = 0) { QTest::newRow(name) << bytes << code << value << limit; };
        const QByteArray good = imagesOf(2, 2, 2, "abcdefgh");
        const QByteArray zip = gzipped(good);
        row("nothing", {}, ErrorCode::IdxNotIdx);
        row("three bytes", good.left(3), ErrorCode::IdxNotIdx);
        row("text", "label,a,b\n1,2,3\n", ErrorCode::IdxNotIdx);
        row("labels", labelsOf(2, "ab"), ErrorCode::IdxNotIdx);
        row("floats", word(0xD03) + good.mid(4), ErrorCode::IdxNotIdx);
        row("half a head", good.left(9), ErrorCode::IdxTruncated, 9, 16);
        row("a pixel short", good.left(23), ErrorCode::IdxTruncated, 23, 24);
        row("a byte more", good + "i", ErrorCode::IdxTruncated, 25, 24);
        row("no image", imagesOf(0, 2, 2, {}), ErrorCode::EmptyData);
        row("no pixel", imagesOf(2, 0, 2, {}), ErrorCode::OutOfRange, 0, 4096);
        row("too many pixels", imagesOf(1, 65, 64, QByteArray(4160, 'a')), ErrorCode::OutOfRange, 4160, 4096);
        row("a product beyond 64 bits", imagesOf(0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF, "abcd"),
            ErrorCode::OutOfRange, 4294967295.0 * 4294967295.0, 4096);
        row("a product that wraps to nothing", imagesOf(1, 0x10000, 0x10000, "abcd"), ErrorCode::OutOfRange,
            4294967296.0, 4096);
        row("more than may be", imagesOf(0xFFFFFFFF, 64, 64, "abcd"), ErrorCode::FileTooLarge,
            16 + 4294967295.0 * 4096, 536870912);
        row("more than is there", imagesOf(100'000, 28, 28, "abcd"), ErrorCode::IdxTruncated, 20, 78'400'016);
        row("zipped, more than is there", gzipped(imagesOf(100'000, 28, 28, "abcd")), ErrorCode::IdxTruncated,
            20, 78'400'016);
        row("zipped, more than may be", gzipped(imagesOf(0xFFFFFFFF, 64, 64, "abcd")),
            ErrorCode::FileTooLarge, 16 + 4294967295.0 * 4096, 536870912);
        row("zipped, a byte more", gzipped(good + "i"), ErrorCode::IdxTruncated, 25, 24);
        row("zipped text", gzipped("label,a,b\n"), ErrorCode::IdxNotIdx);
        row("zip without an end", zip.left(zip.size() - 9), ErrorCode::GzipDamaged);
        row("zip without its checksum", zip.left(zip.size() - 8), ErrorCode::GzipDamaged);
        row("only the head of a zip", zip.left(10), ErrorCode::GzipDamaged);
        QByteArray wrong = zip;
        wrong[wrong.size() - 8] = static_cast<char>(wrong[wrong.size() - 8] ^ 1);
        row("a wrong checksum", wrong, ErrorCode::GzipDamaged);
        QByteArray broken = zip;
        broken[10] = '\7'; // a block of the kind that does not exist
        row("a broken stream", broken, ErrorCode::GzipDamaged);
    }
    void hostileImagesAreRefused() {
        QFETCH(const QByteArray, bytes);
        QFETCH(const double, value);
        QFETCH(const double, limit);
        const std::string file = write("images", bytes);
        const auto refused = readIdxImages(file, 10);
        QVERIFY(!refused.has_value());
        QTEST(refused.error().code, "code");
        const bool named = refused.error().code == ErrorCode::OutOfRange;
        QCOMPARE(named ? refused.error().detail : refused.error().where, file);
        QCOMPARE(refused.error().value, value);
        QCOMPARE(refused.error().limit, limit);
    }

    void nothingOfAZipIsLeftUnread() {
        // Damage behind the images that are kept is found all the same.
        QByteArray bytes = gzipped(countingImages(100));
        bytes[bytes.size() - 5] = static_cast<char>(bytes[bytes.size() - 5] ^ 1);
        const auto refused = readIdxImages(write("images", bytes), 1);
        QVERIFY(!refused && refused.error().code == ErrorCode::GzipDamaged);
    }

    void whatInflatesWithoutEndIsCutOff() {
        auto file = GzipFile::open(write("bomb.gz", gzipped(QByteArray(5'000'000, 'a'))), 100'000);
        QVERIFY(file.has_value());
        QVERIFY(file->fileSize() < 10'000);
        std::vector<std::uint8_t> bytes(60'000);
        const auto first = file->read(bytes);
        QVERIFY(first.has_value());
        QCOMPARE(*first, 60'000u);
        QVERIFY(file->inflates());
        const auto second = file->read(bytes);
        QVERIFY(!second && second.error().code == ErrorCode::FileTooLarge);
        QCOMPARE(second.error().limit, 100'000.0);
    }

    void aFileThatCannotBeOpenedIsNamed() {
        const auto missing = GzipFile::open(path() + "/nothing", 10);
        QVERIFY(!missing && missing.error().code == ErrorCode::FileNotFound);
        const auto folder = GzipFile::open(path(), 10);
        QVERIFY(!folder && folder.error().code == ErrorCode::FileNotReadable);
        const auto large = GzipFile::open(write("large", QByteArray(11, 'a')), 10);
        QVERIFY(!large && large.error().code == ErrorCode::FileTooLarge);
        QCOMPARE(large.error().value, 11.0);
    }

    void labelsAreCountedAgainstTheImages() {
        const auto file = write("labels", labelsOf(3, "abc"));
        const auto labels = readIdxLabels(file, 3);
        QVERIFY(labels.has_value());
        QVERIFY((*labels == std::vector<std::uint8_t>{'a', 'b', 'c'}));
        const auto refused = readIdxLabels(file, 4);
        QVERIFY(
            (!refused && refused.error() ==
                             Error{.code = ErrorCode::IdxMismatch, .where = file, .value = 3, .limit = 4}));
        const auto cut = readIdxLabels(write("cut", gzipped(labelsOf(3, "ab"))), 3);
        QVERIFY(!cut && cut.error().code == ErrorCode::IdxTruncated);
        QCOMPARE(cut.error().value, 10.0);
        const auto images = readIdxLabels(write("images", countingImages(3)), 3);
        QVERIFY(!images && images.error().code == ErrorCode::IdxNotIdx);
    }

    void aFolderIsADatasetWithItsOwnTest() {
        writeFolder();
        NetworkProblem problem;
        problem.loss = Loss::CrossEntropy;
        problem.dataset = {.kind = DatasetKind::Idx, .samples = 4, .testShare = 0.5, .idxFolder = path()};
        const auto parts = makeDataset<float>(problem, {});
        QVERIFY(parts.has_value());
        QCOMPARE(parts->train.size(), 4);
        QCOMPARE(parts->test.size(), 3);
        QCOMPARE(parts->train.classes, 5); // the test labels count too
        QCOMPARE(parts->test.classes, 5);
        QCOMPARE(parts->train.width, 2);
        QCOMPARE(parts->train.height, 1);
        QVERIFY(parts->train.targets == (Eigen::MatrixXf(1, 4) << 0, 1, 2, 3).finished());
        QVERIFY(parts->test.targets == (Eigen::MatrixXf(1, 3) << 2, 4, 0).finished());
        QCOMPARE(parts->train.features(1, 2), static_cast<float>(5.0 / 255));
        QVERIFY((parts->train.featureNames == std::vector<std::string>{"pixel_0_0", "pixel_0_1"}));
        const auto again = makeDataset<float>(problem, Seeds::all(9));
        QVERIFY(again->train.features == parts->train.features);

        problem.dataset.samples = 1;
        const auto one = makeDataset<float>(problem, {});
        QVERIFY(!one && one.error().code == ErrorCode::OneClassOnly);
    }

    void theTestIsStandardisedByTheTraining() {
        writeFolder();
        NetworkProblem problem;
        problem.dataset = {.kind = DatasetKind::Idx, .idxFolder = path(), .standardise = true};
        const auto parts = makeDataset<double>(problem, {});
        QVERIFY(parts.has_value());
        QVERIFY(std::abs(parts->inputs.standardisation.means[0] - 4.0 / 255) < 1e-15);
        QVERIFY(std::abs(parts->train.features(0, 1) + std::sqrt(0.5)) < 1e-12); // 2 of 0, 2, 4, 6, 8
        QVERIFY(std::abs(parts->test.features(0, 1) + std::sqrt(0.5)) < 1e-12);
    }

    void filesMayBeZippedAndHaveADot_data() {
        QTest::addColumn<QString>("joint");
        QTest::addColumn<QString>("end");
        for (const char* joint : {"-", "."}) {
            for (const char* end : {"", ".gz"})
                QTest::addRow("%sidx%s", joint, end) << QString::fromUtf8(joint) << QString::fromUtf8(end);
        }
    }
    void filesMayBeZippedAndHaveADot() {
        QFETCH(const QString, joint);
        QFETCH(const QString, end);
        writeFolder();
        const QDir folder(folder_->path());
        for (const QString& name : folder.entryList(QDir::Files)) {
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray bytes = file.readAll();
            QVERIFY(file.remove());
            const QString other =
                QString(name).replace(QStringLiteral("-idx"), joint + QStringLiteral("idx")) + end;
            write(other.toUtf8().constData(), end.isEmpty() ? bytes : gzipped(bytes));
        }
        const auto found = readIdxFolder(path(), 100);
        QVERIFY(found.has_value());
        QCOMPARE(found->train.size(), 5);
        QCOMPARE(found->test.size(), 3);
        QCOMPARE(found->train.labels.size(), 5u);
        QCOMPARE(found->classes, 5);
    }

    void whatIsMissingFromAFolderIsNamed_data() {
        QTest::addColumn<QString>("file");
        for (const char* file : {"train-images-idx3-ubyte", "train-labels-idx1-ubyte",
                                 "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"})
            QTest::newRow(file) << QString::fromUtf8(file);
    }
    void whatIsMissingFromAFolderIsNamed() {
        QFETCH(const QString, file);
        writeFolder();
        QVERIFY(QFile::remove(folder_->filePath(file)));
        const auto refused = readIdxFolder(path(), 100);
        QVERIFY(!refused && refused.error().code == ErrorCode::FileNotFound);
        QCOMPARE(QString::fromStdString(refused.error().where), folder_->filePath(file));
    }

    void aFolderThatIsNoneIsNamed() {
        const auto missing = readIdxFolder(path() + "/nowhere", 100);
        QVERIFY(!missing && missing.error().code == ErrorCode::FileNotFound);
        QCOMPARE(missing.error().where, path() + "/nowhere");
        const std::string file = write("file", "a");
        const auto noFolder = readIdxFolder(file, 100);
        QVERIFY(!noFolder && noFolder.error().code == ErrorCode::FileNotReadable);
        QCOMPARE(noFolder.error().where, file);
        QVERIFY(!noFolder.error().detail.empty());
    }

    void testImagesOfAnotherSizeAreRefused() {
        writeFolder();
        write("t10k-images-idx3-ubyte", imagesOf(3, 2, 2, "abcdefghijkl"));
        const auto refused = readIdxFolder(path(), 100);
        QVERIFY(!refused && refused.error().code == ErrorCode::ShapeMismatch);
        QCOMPARE(refused.error().value, 4.0);
        QCOMPARE(refused.error().limit, 2.0);
    }
};

QTEST_APPLESS_MAIN(TestIdxFile)
#include "test_idx_file.moc"
