#include "text/document_palette.h"

#include "theme/theme.h"

namespace downhill::app {

markup::Palette documentPalette(const Theme& theme) {
    markup::Palette palette;
    palette.text = theme.text;
    palette.muted = theme.muted;
    palette.link = theme.accent;
    palette.inlineCode = theme.sunken;
    palette.codeBackground = Theme::mix(theme.surface, theme.sunken, 0.7);
    palette.codeBorder = theme.border;
    palette.tableHeader = theme.sunken;
    palette.tableBorder = theme.border;
    palette.error = theme.bad;
    palette.errorBackground = theme.badSoft;
    palette.noteBackground = theme.accentSoft;
    palette.noteBar = theme.accent;
    palette.tipBackground = theme.goodSoft;
    palette.tipBar = theme.good;
    palette.warningBackground = theme.warningSoft;
    palette.warningBar = theme.warning;
    palette.syntax = {
        {QStringLiteral("keyword"), theme.codeKeyword},
        {QStringLiteral("string"), theme.codeString},
        {QStringLiteral("triple-quoted-string"), theme.codeString},
        {QStringLiteral("comment"), theme.codeComment},
        {QStringLiteral("number"), theme.codeNumber},
        {QStringLiteral("boolean"), theme.codeNumber},
        {QStringLiteral("builtin"), theme.codeBuiltin},
        {QStringLiteral("function"), theme.codeFunction},
        {QStringLiteral("class-name"), theme.codeClass},
        {QStringLiteral("decorator"), theme.codeDecorator},
        {QStringLiteral("property"), theme.codeFunction},
    };
    palette.body = theme.body();
    palette.code = theme.code();
    return palette;
}

} // namespace downhill::app
