#include "training/idx_file.h"

#include "training/experiment.h"
#include "training/gzip_file.h"
#include "training/regular_file.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <span>
#include <system_error>

namespace downhill::training {

namespace {

constexpr std::uint32_t kImagesMagic = 0x803; ///< unsigned bytes in three dimensions
constexpr std::uint32_t kLabelsMagic = 0x801; ///< unsigned bytes in one dimension
/// How many pixels of a file are kept at most: 200 MB as bytes, four times that as floats.
constexpr std::int64_t kPixels = 200'000'000;

std::uint32_t bigEndian(std::span<const std::uint8_t> bytes) {
    return std::uint32_t{bytes[0]} << 24 | std::uint32_t{bytes[1]} << 16 | std::uint32_t{bytes[2]} << 8 |
           bytes[3];
}

tl::unexpected<Error> truncated(const GzipFile& file, std::int64_t found, std::int64_t promised) {
    return failure({.code = ErrorCode::IdxTruncated,
                    .where = file.name(),
                    .value = static_cast<double>(found),
                    .limit = static_cast<double>(promised)});
}

/// Reads the magic number and the dimensions that follow it, 4 bytes each.
template <std::size_t Dimensions>
Result<std::array<std::int64_t, Dimensions>> readHead(GzipFile& file, std::uint32_t magic) {
    constexpr std::size_t kWord = 4;
    std::array<std::uint8_t, kWord*(Dimensions + 1)> head{};
    const auto count = file.read(head);
    if (!count)
        return failure(count.error());
    if (*count < kWord || bigEndian(head) != magic)
        return failure({.code = ErrorCode::IdxNotIdx, .where = file.name()});
    if (*count < head.size())
        return truncated(file, file.taken(), static_cast<std::int64_t>(head.size()));
    std::array<std::int64_t, Dimensions> sizes{};
    for (std::size_t i = 0; i < Dimensions; ++i)
        sizes[i] = bigEndian(std::span(head).subspan(kWord * (i + 1), kWord));
    return sizes;
}

/// Compares what the head promises with what may be, and with the size of a file that is not inflated.
Result<void> checkPromise(const GzipFile& file, std::int64_t promised) {
    if (promised > limits::kIdxBytes) {
        return failure({.code = ErrorCode::FileTooLarge,
                        .where = file.name(),
                        .value = static_cast<double>(promised),
                        .limit = static_cast<double>(limits::kIdxBytes)});
    }
    if (!file.inflates() && file.fileSize() != promised)
        return truncated(file, file.fileSize(), promised);
    return {};
}

/// Goes through what is left of `promised` bytes and makes sure that the file ends there.
Result<void> readToEnd(GzipFile& file, std::int64_t promised) {
    std::vector<std::uint8_t> rest(1u << 16);
    while (file.taken() < promised) {
        const auto left = static_cast<std::size_t>(promised - file.taken());
        const auto count = file.read(std::span(rest).first(std::min(left, rest.size())));
        if (!count)
            return failure(count.error());
        if (*count == 0)
            return truncated(file, file.taken(), promised);
    }
    const auto beyond = file.read(std::span(rest).first(1));
    if (!beyond)
        return failure(beyond.error());
    if (*beyond != 0)
        return truncated(file, file.taken(), promised);
    return {};
}

Result<void> checkKept(const GzipFile& file, std::int64_t kept, std::int64_t pixels) {
    if (kept <= kPixels / pixels)
        return {};
    const std::int64_t most = kPixels / pixels;
    return failure({.code = ErrorCode::OutOfRange,
                    .where = "dataset.samples",
                    .detail = file.name(),
                    .value = static_cast<double>(kept),
                    .least = 1,
                    .limit = static_cast<double>(most)});
}

/// The file of a folder under one of the names that are in use for it.
Result<std::string> findFile(const std::filesystem::path& folder, const std::string& stem,
                             const std::string& dimensions) {
    const auto shown = [&](const std::string& name) {
        const std::u8string text = (folder / name).u8string();
        return std::string(text.begin(), text.end());
    };
    for (const char* joint : {"-", "."}) {
        for (const char* end : {"", ".gz"}) {
            std::string name = stem;
            name.append(joint).append(dimensions).append(end);
            std::string file = shown(name);
            std::error_code status;
            if (std::filesystem::exists(pathFrom(file), status) || status)
                return file;
        }
    }
    return failure({.code = ErrorCode::FileNotFound, .where = shown(stem + "-" + dimensions)});
}

/// Reads one half of a folder; raises `classes` to fit its labels.
Result<ImageSet> readHalf(const std::filesystem::path& folder, const std::string& name, std::int64_t most,
                          int& classes) {
    const auto imageFile = findFile(folder, name + "-images", "idx3-ubyte");
    if (!imageFile)
        return failure(imageFile.error());
    const auto labelFile = findFile(folder, name + "-labels", "idx1-ubyte");
    if (!labelFile)
        return failure(labelFile.error());
    auto images = readIdxImages(*imageFile, most);
    if (!images)
        return failure(std::move(images.error()));
    auto labels = readIdxLabels(*labelFile, images->images);
    if (!labels)
        return failure(std::move(labels.error()));
    classes = std::max(classes, 1 + *std::max_element(labels->begin(), labels->end()));
    labels->resize(static_cast<std::size_t>(images->kept.size()));
    images->kept.labels = *std::move(labels);
    return std::move(images->kept);
}

} // namespace

Result<IdxImages> readIdxImages(const std::string& file, std::int64_t most) {
    auto stream = GzipFile::open(file, limits::kIdxBytes);
    if (!stream)
        return failure(std::move(stream.error()));
    const auto head = readHead<3>(*stream, kImagesMagic);
    if (!head)
        return failure(head.error());
    const auto [count, height, width] = *head;
    // Neither product can overflow: each size is below 2³².
    const bool tooWide = height > limits::kFeatures || width > limits::kFeatures;
    if (tooWide || height * width < 1 || height * width > limits::kFeatures) {
        return failure({.code = ErrorCode::OutOfRange,
                        .where = "dataset.features",
                        .detail = file,
                        .value = static_cast<double>(height) * static_cast<double>(width),
                        .least = 1,
                        .limit = static_cast<double>(limits::kFeatures)});
    }
    if (count == 0)
        return failure({.code = ErrorCode::EmptyData, .where = file});
    constexpr std::int64_t kHead = 16;
    const std::int64_t promised = kHead + count * height * width;
    if (auto found = checkPromise(*stream, promised); !found)
        return failure(std::move(found.error()));
    const std::int64_t kept = std::min(count, most);
    if (auto found = checkKept(*stream, kept, height * width); !found)
        return failure(std::move(found.error()));

    IdxImages images{.kept = {.width = width, .height = height}, .images = count};
    ImageSet::Pixels& pixels = images.kept.pixels;
    pixels.resize(height * width, kept);
    const auto read = stream->read({pixels.data(), static_cast<std::size_t>(pixels.size())});
    if (!read)
        return failure(read.error());
    if (auto found = readToEnd(*stream, promised); !found)
        return failure(std::move(found.error()));
    return images;
}

Result<std::vector<std::uint8_t>> readIdxLabels(const std::string& file, std::int64_t images) {
    auto stream = GzipFile::open(file, limits::kIdxBytes);
    if (!stream)
        return failure(std::move(stream.error()));
    const auto head = readHead<1>(*stream, kLabelsMagic);
    if (!head)
        return failure(head.error());
    const std::int64_t count = head->front();
    constexpr std::int64_t kHead = 8;
    if (auto found = checkPromise(*stream, kHead + count); !found)
        return failure(std::move(found.error()));
    if (count != images) {
        return failure({.code = ErrorCode::IdxMismatch,
                        .where = file,
                        .value = static_cast<double>(count),
                        .limit = static_cast<double>(images)});
    }
    std::vector<std::uint8_t> labels(static_cast<std::size_t>(count));
    const auto read = stream->read(labels);
    if (!read)
        return failure(read.error());
    if (auto found = readToEnd(*stream, kHead + count); !found)
        return failure(std::move(found.error()));
    return labels;
}

Result<IdxFolder> readIdxFolder(const std::string& folder, std::int64_t samples) {
    const auto path = pathFrom(folder);
    std::error_code status;
    const auto type = std::filesystem::status(path, status).type();
    if (type == std::filesystem::file_type::not_found)
        return failure({.code = ErrorCode::FileNotFound, .where = folder});
    if (type != std::filesystem::file_type::directory) {
        const auto reason = status ? status : std::make_error_code(std::errc::not_a_directory);
        return failure({.code = ErrorCode::FileNotReadable, .where = folder, .detail = reason.message()});
    }
    IdxFolder found{.classes = 2};
    auto train = readHalf(path, "train", samples, found.classes);
    if (!train)
        return failure(std::move(train.error()));
    auto test = readHalf(path, "t10k", limits::kSamples, found.classes);
    if (!test)
        return failure(std::move(test.error()));
    if (test->width != train->width || test->height != train->height) {
        return failure({.code = ErrorCode::ShapeMismatch,
                        .where = "dataset.features",
                        .detail = folder,
                        .value = static_cast<double>(test->pixels.rows()),
                        .limit = static_cast<double>(train->pixels.rows())});
    }
    found.train = *std::move(train);
    found.test = *std::move(test);
    return found;
}

} // namespace downhill::training
