#pragma once

#include "lesson/findings.h"
#include "lesson/object_reader.h"

#include <QSet>
#include <QString>

namespace downhill::lesson {

/// Ids of which no two may be the same.
class DistinctIds {
public:
    explicit DistinctIds(Findings& findings) : findings_(findings) {}

    /// Takes the `id` of an object; reports one that was there before.
    QString take(ObjectReader& object) {
        const QString id = object.id(u"id");
        if (!id.isEmpty() && ids_.contains(id))
            findings_.add(*object.value().member(u"id"), Rule::DuplicateId, {id});
        ids_.insert(id);
        return id;
    }

private:
    Findings& findings_;
    QSet<QString> ids_{};
};

/// Texts of which no two may look alike, as a student could not tell them apart.
class DistinctTexts {
public:
    explicit DistinctTexts(Findings& findings) : findings_(findings) {}

    /// Reports the text of `owner`'s `key` when it was there before. Blanks count in code alone.
    void check(const ObjectReader& owner, QStringView key, const QString& text, bool isCode = false) {
        const QString look = isCode ? text : text.simplified();
        if (!look.isEmpty() && texts_.contains(look))
            findings_.add(*owner.value().member(key), Rule::RepeatedText, {shortened(look)});
        texts_.insert(look);
    }

private:
    Findings& findings_;
    QSet<QString> texts_{};
};

} // namespace downhill::lesson
