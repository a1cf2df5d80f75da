#pragma once

#include "training/error.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>

namespace downhill::training {

/// A file that is read from its beginning on, inflated where it is a gzip file and as it stands otherwise;
/// the first bytes tell, whatever its name.
class GzipFile {
public:
    /// Opens the file at the UTF-8 path `file`. Neither the file nor what it inflates to may be of more than
    /// `limit` bytes. Errors: FileNotFound, FileNotReadable, FileTooLarge.
    static Result<GzipFile> open(const std::string& file, std::int64_t limit);

    /// Fills `bytes` with what comes next; fewer are read only at the end. Returns how many. The checksum of
    /// a gzip file is looked at when its end is met. Errors: FileNotReadable, GzipDamaged, and FileTooLarge
    /// (whose `value` is what was inflated when the limit was passed).
    Result<std::size_t> read(std::span<std::uint8_t> bytes);

    bool inflates() const;         ///< whether it is a gzip file; after the first read()
    std::int64_t fileSize() const; ///< bytes on the disk
    std::int64_t taken() const;    ///< bytes that read() returned so far
    const std::string& name() const;

private:
    struct State;
    struct Closing {
        void operator()(State* state) const;
    };
    explicit GzipFile(std::unique_ptr<State, Closing> state);
    std::unique_ptr<State, Closing> state_;
};

} // namespace downhill::training
