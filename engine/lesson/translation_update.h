#pragma once

#include "lesson/translation.h"

#include <QByteArray>
#include <QHash>

namespace downhill::lesson {

/// A translation brought up to date, and what had to be done for that.
struct TranslationUpdate {
    Translation translation{};
    int added = 0;   ///< texts that it did not have
    int moved = 0;   ///< translations of a text that has another key now
    int changed = 0; ///< texts whose source has changed; marked stale
    int removed = 0; ///< translations of texts that are no more; kept apart
    int missing = 0; ///< texts that are not translated yet; those of programs begin with their source
    int stale = 0;   ///< texts to be looked through
};

/// Brings `old` in line with its sources and into their order. No translation is lost: one whose text is no
/// more stands under `removed`, from where it comes back with the text, also under another key. `files` names
/// the files, by key, into which the translations of new texts are to be put; the others stand in the
/// document.
TranslationUpdate updateTranslation(const Translation& old, const std::vector<SourceText>& sources,
                                    const QHash<QString, QString>& files = {});

/// The document that readTranslation() reads back to the same value. Texts of several lines are lists.
QByteArray writeTranslation(const Translation& translation);

} // namespace downhill::lesson
