#include "lesson/translation_update.h"

#include <QSet>

#include <algorithm>

namespace downhill::lesson {

namespace {

/// What a translation holds already, for its new order to take from.
class Stock {
public:
    explicit Stock(const Translation& translation) {
        for (const auto* texts : {&translation.texts, &translation.removed})
            texts_.insert(texts_.end(), texts->begin(), texts->end());
        taken_.resize(texts_.size());
        inUse_ = translation.texts.size();
    }

    /// The text of that key, taken out; those in use before those that were removed.
    std::optional<TranslatedText> takeKey(const QString& key) {
        return take([&](const TranslatedText& text) { return text.key == key; });
    }
    /// A translation of a text that reads alike, of a key that no source has.
    std::optional<TranslatedText> takeLike(const QString& hash, const QSet<QString>& keys) {
        return take([&](const TranslatedText& text) {
            return text.source == hash && !text.text.isEmpty() && !keys.contains(text.key);
        });
    }
    /// What nobody took and somebody translated.
    std::vector<TranslatedText> rest() const {
        std::vector<TranslatedText> rest;
        for (std::size_t i = 0; i < texts_.size(); ++i) {
            if (!taken_[i] && !texts_[i].text.isEmpty())
                rest.push_back(texts_[i]);
        }
        return rest;
    }
    /// How many of the rest were in use.
    int newlyRemoved() const {
        int count = 0;
        for (std::size_t i = 0; i < inUse_; ++i)
            count += !taken_[i] && !texts_[i].text.isEmpty() ? 1 : 0;
        return count;
    }

private:
    template <class Wanted>
    std::optional<TranslatedText> take(Wanted wanted) {
        for (std::size_t i = 0; i < texts_.size(); ++i) {
            if (!taken_[i] && wanted(texts_[i])) {
                taken_[i] = true;
                return texts_[i];
            }
        }
        return std::nullopt;
    }

    std::vector<TranslatedText> texts_{};
    std::vector<bool> taken_{};
    std::size_t inUse_ = 0;
};

/// Says what `text` translates now. Whether that is something else than before.
bool compareWithSource(TranslatedText& text, const SourceText& source) {
    const QString hash = sourceHash(source.text);
    const bool hasChanged = !text.text.isEmpty() && text.source != hash;
    if (hasChanged && !text.stale)
        text.previous = text.original;
    text.stale = !text.text.isEmpty() && (text.stale || hasChanged);
    if (!text.stale)
        text.previous.reset();
    text.source = hash;
    text.original = text.file.isEmpty() ? std::optional(source.text) : std::nullopt;
    return hasChanged;
}

/// A program stands as it is until somebody translates its comments.
TranslatedText added(const SourceText& source, const QString& file) {
    TranslatedText text{.file = file};
    if (source.kind == TextKind::Code)
        text.text = source.text;
    text.source = sourceHash(source.text);
    return text;
}

} // namespace

TranslationUpdate updateTranslation(const Translation& old, const std::vector<SourceText>& sources,
                                    const QHash<QString, QString>& files) {
    TranslationUpdate update;
    update.translation = old;
    update.translation.texts.clear();
    QSet<QString> keys;
    for (const SourceText& source : sources)
        keys.insert(source.key);
    Stock stock(old);
    for (const SourceText& source : sources) {
        std::optional<TranslatedText> text = stock.takeKey(source.key);
        if (!text) {
            text = stock.takeLike(sourceHash(source.text), keys);
            ++(text ? update.moved : update.added);
        }
        if (!text)
            text = added(source, files.value(source.key));
        text->key = source.key;
        update.changed += compareWithSource(*text, source) ? 1 : 0;
        update.missing += text->text.isEmpty() ? 1 : 0;
        update.stale += text->stale ? 1 : 0;
        update.translation.texts.push_back(std::move(*text));
    }
    update.removed = stock.newlyRemoved();
    update.translation.removed = stock.rest();
    return update;
}

} // namespace downhill::lesson
