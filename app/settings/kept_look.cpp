#include "settings/kept_look.h"

#include "memory/preferences.h"
#include "text/tab_choices.h"
#include "theme/appearance.h"
#include "theme/motion.h"

namespace downhill::app {
namespace {

using Of = Preferences::Of;

constexpr QStringView kTheme = u"theme";
constexpr QStringView kTextSize = u"text-size";
constexpr QStringView kReducedMotion = u"reduced-motion";
constexpr QStringView kCodeTabs = u"code-tabs";

QString nameOf(Appearance::Scheme scheme) {
    switch (scheme) {
    case Appearance::Scheme::Light:
        return QStringLiteral("light");
    case Appearance::Scheme::Dark:
        return QStringLiteral("dark");
    case Appearance::Scheme::System:
        break;
    }
    return QStringLiteral("system");
}

} // namespace

KeptLook::KeptLook(Preferences& preferences, Appearance& appearance, Motion& motion, TabChoices& tabs,
                   QObject* parent)
    : QObject(parent), preferences_(preferences), appearance_(appearance), motion_(motion), tabs_(tabs) {
    connect(&preferences_, &Preferences::loaded, this, &KeptLook::take);
    connect(&appearance_, &Appearance::changed, this, &KeptLook::keep);
    connect(&motion_, &Motion::changed, this, &KeptLook::keep);
    connect(&tabs_, &TabChoices::changed, this, &KeptLook::keep);
}

void KeptLook::take() {
    taking_ = true;
    // Who has chosen nothing yet keeps what is shown.
    const QString theme = preferences_.text(Of::Student, kTheme, nameOf(appearance_.scheme()));
    for (const auto scheme :
         {Appearance::Scheme::System, Appearance::Scheme::Light, Appearance::Scheme::Dark})
        if (theme == nameOf(scheme))
            appearance_.setScheme(scheme);
    appearance_.setTextScale(preferences_.number(Of::Student, kTextSize, appearance_.textScale()));
    motion_.setReduced(preferences_.truth(Of::Student, kReducedMotion, motion_.isReduced()));
    tabs_.restore(preferences_.text(Of::Student, kCodeTabs));
    taking_ = false;
}

void KeptLook::keep() {
    if (taking_)
        return;
    preferences_.set(Of::Student, kTheme, nameOf(appearance_.scheme()));
    preferences_.set(Of::Student, kTextSize, appearance_.textScale());
    preferences_.set(Of::Student, kReducedMotion, motion_.isReduced());
    preferences_.set(Of::Student, kCodeTabs, tabs_.saved());
}

} // namespace downhill::app
