#include "shell/palette_search.h"

#include <QStringList>

#include <algorithm>
#include <optional>
#include <tuple>

namespace downhill::app {
namespace {

bool beginsAWord(const QString& text, const QString& word) {
    for (qsizetype at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
        if (at == 0 || !text[at - 1].isLetterOrNumber())
            return true;
    return false;
}

/// 0 is best; nothing where a word is missing.
std::optional<int> rankOf(const PaletteEntry& entry, const QString& typed, const QStringList& words) {
    const QString text = entry.text.toCaseFolded();
    const QString all = text + u' ' + entry.detail.toCaseFolded();
    if (!std::ranges::all_of(words, [&](const QString& word) { return all.contains(word); }))
        return {};
    if (text.startsWith(typed))
        return 0;
    if (std::ranges::all_of(words, [&](const QString& word) { return beginsAWord(text, word); }))
        return 1;
    return std::ranges::all_of(words, [&](const QString& word) { return text.contains(word); }) ? 2 : 3;
}

} // namespace

std::vector<std::size_t> searchPalette(const std::vector<PaletteEntry>& entries, const QString& typed) {
    const QString folded = typed.simplified().toCaseFolded();
    const QStringList words = folded.split(u' ', Qt::SkipEmptyParts);
    std::vector<std::tuple<int, qsizetype, std::size_t>> found;
    for (std::size_t i = 0; i < entries.size(); ++i)
        if (const auto rank = rankOf(entries[i], folded, words))
            found.emplace_back(*rank, words.isEmpty() ? 0 : entries[i].text.size(), i);
    std::ranges::sort(found);
    std::vector<std::size_t> places;
    places.reserve(found.size());
    for (const auto& each : found)
        places.push_back(std::get<2>(each));
    return places;
}

} // namespace downhill::app
