#pragma once

#include "training/error.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace downhill::training {

/// A file that can be read to its end, unlike a folder, a pipe or a device.
struct RegularFile {
    std::filesystem::path path{};
    std::uintmax_t size = 0; ///< bytes
};

/// Finds the file at the UTF-8 path `file`. Errors: FileNotFound, FileNotReadable, FileTooLarge (more than
/// `limit` bytes).
Result<RegularFile> findRegularFile(const std::string& file, std::int64_t limit);

/// The path that UTF-8 text names.
std::filesystem::path pathFrom(const std::string& file);

} // namespace downhill::training
