#pragma once

#include <QString>

#include <functional>
#include <vector>

namespace downhill::app {

/// Something that the palette can do or show.
struct PaletteEntry {
    QString text{};   ///< what it is found by
    QString detail{}; ///< what kind of thing it is, or where it belongs
    QString keys{};   ///< its shortcut, if it has one
    std::function<void()> run{};
};

/// The places in `entries` of those that have every word of `typed`, in capitals or not: those that begin
/// with it first, then those with words that begin so, then the others; of equals the shorter, then the
/// earlier. Nothing typed finds all, as they are.
std::vector<std::size_t> searchPalette(const std::vector<PaletteEntry>& entries, const QString& typed);

} // namespace downhill::app
