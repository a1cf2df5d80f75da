#include "training/gzip_file.h"

#include "training/regular_file.h"

#include <algorithm>
#include <cerrno>
#include <limits>
#include <system_error>
#include <utility>
#include <zlib.h>

namespace downhill::training {

namespace {

gzFile openForReading(const std::filesystem::path& path) {
#ifdef _WIN32
    return gzopen_w(path.c_str(), "rb");
#else
    return gzopen(path.c_str(), "rb");
#endif
}

std::string reason(int error) {
    return std::generic_category().message(error);
}

} // namespace

struct GzipFile::State {
    gzFile stream = nullptr;
    std::string name{};
    std::int64_t fileSize = 0;
    std::int64_t taken = 0;
    std::int64_t limit = 0;
};

void GzipFile::Closing::operator()(State* state) const {
    if (state->stream != nullptr)
        gzclose_r(state->stream);
    delete state;
}

GzipFile::GzipFile(std::unique_ptr<State, Closing> state) : state_(std::move(state)) {}

Result<GzipFile> GzipFile::open(const std::string& file, std::int64_t limit) {
    constexpr unsigned kBuffer = 1u << 17;
    const auto found = findRegularFile(file, limit);
    if (!found)
        return failure(found.error());
    std::unique_ptr<State, Closing> state(new State);
    errno = 0;
    state->stream = openForReading(found->path);
    if (state->stream == nullptr)
        return failure({.code = ErrorCode::FileNotReadable, .where = file, .detail = reason(errno)});
    gzbuffer(state->stream, kBuffer);
    state->name = file;
    state->fileSize = static_cast<std::int64_t>(found->size);
    state->limit = limit;
    return GzipFile(std::move(state));
}

Result<std::size_t> GzipFile::read(std::span<std::uint8_t> bytes) {
    State& state = *state_;
    std::size_t done = 0;
    while (done < bytes.size()) {
        // What gzread takes and returns is an unsigned and an int.
        const auto most = static_cast<std::size_t>(std::numeric_limits<int>::max());
        const std::size_t wanted = std::min(bytes.size() - done, most);
        errno = 0;
        const int count = gzread(state.stream, bytes.data() + done, static_cast<unsigned>(wanted));
        int status = Z_OK;
        gzerror(state.stream, &status);
        if (status == Z_ERRNO)
            return failure(
                {.code = ErrorCode::FileNotReadable, .where = state.name, .detail = reason(errno)});
        if (count < 0 || (status != Z_OK && status != Z_STREAM_END))
            return failure({.code = ErrorCode::GzipDamaged, .where = state.name});
        if (count == 0)
            break;
        done += static_cast<std::size_t>(count);
        state.taken += count;
        if (state.taken > state.limit) {
            return failure({.code = ErrorCode::FileTooLarge,
                            .where = state.name,
                            .value = static_cast<double>(state.taken),
                            .limit = static_cast<double>(state.limit)});
        }
    }
    return done;
}

bool GzipFile::inflates() const {
    return gzdirect(state_->stream) == 0;
}

std::int64_t GzipFile::fileSize() const {
    return state_->fileSize;
}

std::int64_t GzipFile::taken() const {
    return state_->taken;
}

const std::string& GzipFile::name() const {
    return state_->name;
}

} // namespace downhill::training
