#pragma once

#include "markup/palette.h"

#include <QFontDatabase>

namespace downhill::markup {

/// A light or a dark palette to look at documents with.
inline Palette samplePalette(bool dark) {
    const auto font = [](std::initializer_list<const char*> families, int pixels) {
        QFont out;
        for (const char* family : families) {
            if (QFontDatabase::families().contains(QString::fromLatin1(family))) {
                out.setFamilies({QString::fromLatin1(family)});
                break;
            }
        }
        out.setPixelSize(pixels);
        out.setHintingPreference(QFont::PreferNoHinting);
        return out;
    };
    const auto pick = [dark](const char* light, const char* night) {
        return QColor(QLatin1String(dark ? night : light));
    };
    Palette p;
    p.text = pick("#1f2430", "#e4e7ee");
    p.muted = pick("#5b6472", "#9aa4b5");
    p.link = pick("#2457d6", "#7aa2ff");
    p.inlineCode = pick("#eef0f3", "#262c38");
    p.codeBackground = pick("#f6f7f9", "#1d222c");
    p.codeBorder = pick("#e3e6eb", "#2c3340");
    p.tableHeader = pick("#f3f5f8", "#1d222c");
    p.tableBorder = pick("#d9dde4", "#343c4a");
    p.error = pick("#c01c28", "#ff8a8a");
    p.errorBackground = pick("#ffebe9", "#3a1a1d");
    p.noteBackground = pick("#eef4ff", "#18243d");
    p.noteBar = pick("#2457d6", "#7aa2ff");
    p.tipBackground = pick("#e9f7f0", "#132b22");
    p.tipBar = pick("#0a7a55", "#5fd3a5");
    p.warningBackground = pick("#fff6e5", "#33270f");
    p.warningBar = pick("#96600a", "#e6a93a");
    p.body = font({"Inter", "Noto Sans", "DejaVu Sans"}, 16);
    p.code = font({"JetBrains Mono", "DejaVu Sans Mono"}, 14);
    const auto syntax = [&](const char* type, const char* light, const char* night) {
        p.syntax.insert(QString::fromLatin1(type), pick(light, night));
    };
    syntax("keyword", "#7a1fd6", "#c792ea");
    syntax("string", "#1a7f37", "#a5d6a7");
    syntax("triple-quoted-string", "#1a7f37", "#a5d6a7");
    syntax("comment", "#66707f", "#8a96a8");
    syntax("number", "#a04f00", "#f0a875");
    syntax("boolean", "#a04f00", "#f0a875");
    syntax("builtin", "#0b66a8", "#7fd1ff");
    syntax("function", "#2457d6", "#82aaff");
    syntax("class-name", "#a0490b", "#ffcb6b");
    syntax("decorator", "#a8116f", "#ff8fc7");
    return p;
}

} // namespace downhill::markup
