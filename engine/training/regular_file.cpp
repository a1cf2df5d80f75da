#include "training/regular_file.h"

#include <system_error>

namespace downhill::training {

std::filesystem::path pathFrom(const std::string& file) {
    return {std::u8string(file.begin(), file.end())};
}

Result<RegularFile> findRegularFile(const std::string& file, std::int64_t limit) {
    const auto notReadable = [&](const std::string& reason) {
        return failure({.code = ErrorCode::FileNotReadable, .where = file, .detail = reason});
    };
    RegularFile found{.path = pathFrom(file)};
    std::error_code status;
    const auto type = std::filesystem::status(found.path, status).type();
    if (type == std::filesystem::file_type::not_found)
        return failure({.code = ErrorCode::FileNotFound, .where = file});
    if (status)
        return notReadable(status.message());
    if (type != std::filesystem::file_type::regular) {
        const auto reason = type == std::filesystem::file_type::directory ? std::errc::is_a_directory
                                                                          : std::errc::not_supported;
        return notReadable(std::make_error_code(reason).message());
    }
    found.size = std::filesystem::file_size(found.path, status);
    if (status)
        return notReadable(status.message());
    if (found.size > static_cast<std::uintmax_t>(limit)) {
        return failure({.code = ErrorCode::FileTooLarge,
                        .where = file,
                        .value = static_cast<double>(found.size),
                        .limit = static_cast<double>(limit)});
    }
    return found;
}

} // namespace downhill::training
