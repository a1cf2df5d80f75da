#include "markup/entities.h"

#include <algorithm>
#include <array>
#include <utility>

namespace downhill::markup {

namespace {

using Entity = std::pair<QStringView, char16_t>;

// The ones that prose uses. Sorted by name.
constexpr std::array kEntities{
    Entity{u"amp", u'&'},         Entity{u"apos", u'\''},       Entity{u"bull", u'\u2022'},
    Entity{u"copy", u'\u00A9'},   Entity{u"deg", u'\u00B0'},    Entity{u"divide", u'\u00F7'},
    Entity{u"euro", u'\u20AC'},   Entity{u"frac12", u'\u00BD'}, Entity{u"gt", u'>'},
    Entity{u"half", u'\u00BD'},   Entity{u"hellip", u'\u2026'}, Entity{u"laquo", u'\u00AB'},
    Entity{u"larr", u'\u2190'},   Entity{u"ldquo", u'\u201C'},  Entity{u"lsquo", u'\u2018'},
    Entity{u"lt", u'<'},          Entity{u"mdash", u'\u2014'},  Entity{u"middot", u'\u00B7'},
    Entity{u"minus", u'\u2212'},  Entity{u"nbsp", u'\u00A0'},   Entity{u"ndash", u'\u2013'},
    Entity{u"para", u'\u00B6'},   Entity{u"plusmn", u'\u00B1'}, Entity{u"quot", u'"'},
    Entity{u"raquo", u'\u00BB'},  Entity{u"rarr", u'\u2192'},   Entity{u"rdquo", u'\u201D'},
    Entity{u"rsquo", u'\u2019'},  Entity{u"sect", u'\u00A7'},   Entity{u"shy", u'\u00AD'},
    Entity{u"thinsp", u'\u2009'}, Entity{u"times", u'\u00D7'},  Entity{u"trade", u'\u2122'},
};

} // namespace

QString decodedEntity(const QString& entity) {
    const QStringView name = QStringView(entity).mid(1, entity.size() - 2);
    if (!name.startsWith(u'#')) {
        const auto* const found = std::find_if(kEntities.begin(), kEntities.end(),
                                               [&](const Entity& known) { return known.first == name; });
        return found == kEntities.end() ? entity : QString(QChar(found->second));
    }
    const bool hexadecimal = name.size() > 1 && (name[1] == u'x' || name[1] == u'X');
    bool ok = false;
    const char32_t code = name.mid(hexadecimal ? 2 : 1).toUInt(&ok, hexadecimal ? 16 : 10);
    const bool character = ok && code != 0 && code <= 0x10FFFF && !(code >= 0xD800 && code < 0xE000);
    return character ? QString::fromUcs4(&code, 1) : QString(QChar::ReplacementCharacter);
}

} // namespace downhill::markup
