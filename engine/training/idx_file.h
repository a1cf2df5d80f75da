#pragma once

#include "training/error.h"
#include "training/image_set.h"

#include <cstdint>
#include <string>
#include <vector>

namespace downhill::training {

/// The two halves of an MNIST-like folder.
struct IdxFolder {
    ImageSet train{};
    ImageSet test{};
    int classes = 0; ///< one more than the greatest label of all files, at least 2
};

/// What was taken of a file of images.
struct IdxImages {
    ImageSet kept{};         ///< without labels
    std::int64_t images = 0; ///< that the file holds
};

/// Reads the images of an IDX file, plain or gzip, and keeps the first `most` of them. The whole file is gone
/// through.
/// The format: LeCun, Cortes, Burges: "The MNIST database of handwritten digits", 1998.
/// Errors: those of GzipFile, IdxNotIdx (the file does not begin with three dimensions of unsigned bytes),
/// IdxTruncated (the file holds less than its head promises, or more), EmptyData (no image), OutOfRange
/// ("dataset.features": pixels; "dataset.samples": more than can be held), FileTooLarge.
Result<IdxImages> readIdxImages(const std::string& file, std::int64_t most);

/// Reads the labels of an IDX file, which have to be `images`. Errors: those of GzipFile, IdxNotIdx (not one
/// dimension of unsigned bytes), IdxTruncated, IdxMismatch.
Result<std::vector<std::uint8_t>> readIdxLabels(const std::string& file, std::int64_t images);

/// Reads train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte and t10k-labels-idx1-ubyte
/// from the folder at the UTF-8 path `folder`; each may also end in .gz, and have `.` before `idx`. The first
/// `samples` images of the training files are taken, and those of the test files up to limits::kSamples.
/// Errors: FileNotFound (the folder, or the first file that is missing), FileNotReadable, ShapeMismatch (test
/// images of another size), and those of the two functions above.
Result<IdxFolder> readIdxFolder(const std::string& folder, std::int64_t samples);

} // namespace downhill::training
