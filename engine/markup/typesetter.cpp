#include "markup/typesetter.h"

#include "markup/display_list.h"
#include "markup/markdown_reader.h"
#include "markup/quiet_compiler.h"
#include "markup/watchdog.h"

#include <QCache>
#include <QFile>
#include <QJSEngine>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>
#include <tuple>

namespace downhill::markup {

namespace {

constexpr int kRemembered = 4096; // formulas
constexpr int kPageLimit = 10;    // times the limit of one formula

/// Whether TeX may change what later formulas mean. Errs on the safe side.
bool mayDefine(const QString& tex) {
    static const QRegularExpression pattern(
        QStringLiteral(R"(\\(g?def|let|(re)?new|provide|[Dd]eclare|define|mathtoolsset|usetag))"));
    return pattern.match(tex).hasMatch();
}

QString keyOf(const QString& tex, bool display) {
    return (display ? u'D' : u'I') + tex;
}

/// What code without colours may be called.
QStringList plainLanguages() {
    return {QStringLiteral("plain"), QStringLiteral("text"), QStringLiteral("txt")};
}

} // namespace

struct Typesetter::Engine {
    QJSEngine js;
    QJSValue typeset;
    QJSValue resetMacros;
    QJSValue highlight;
    QStringList languages;
    QCache<QString, std::shared_ptr<const Formula>> remembered{kRemembered};
    Watchdog watchdog{[this] { js.setInterrupted(true); }}; // last: gone before the engine it interrupts

    bool load() {
        QFile file(QStringLiteral(":/downhill/markup/math.js"));
        if (!file.open(QIODevice::ReadOnly)) {
            return false;
        }
        const QuietCompiler quiet;
        const QJSValue result = js.evaluate(QString::fromUtf8(file.readAll()), QStringLiteral("math.js"));
        const QJSValue entry = js.globalObject().property(QStringLiteral("downhill"));
        typeset = entry.property(QStringLiteral("typeset"));
        resetMacros = entry.property(QStringLiteral("resetMacros"));
        highlight = entry.property(QStringLiteral("highlight"));
        const QJSValue names = entry.property(QStringLiteral("languages"));
        for (quint32 i = 0; i < names.property(QStringLiteral("length")).toUInt(); ++i) {
            languages.append(names.property(i).toString());
        }
        languages.sort();
        return !result.isError() && typeset.isCallable() && resetMacros.isCallable() &&
               highlight.isCallable();
    }

    /// Nothing when the call was stopped.
    std::optional<QString> call(const QJSValue& function, const QJSValueList& arguments,
                                std::chrono::milliseconds limit) {
        watchdog.arm(limit);
        const QJSValue result = function.call(arguments);
        const bool stopped = watchdog.disarm();
        if (stopped) {
            js.setInterrupted(false);
            return std::nullopt;
        }
        return result.isError() ? QString() : result.toString();
    }
};

Typesetter::Typesetter() = default;
Typesetter::~Typesetter() = default;

void Typesetter::setTimeLimit(std::chrono::milliseconds limit) {
    timeLimit_ = limit;
}

bool Typesetter::load() {
    if (!engine_ && !failed_) {
        // What Qt compiles of JavaScript to machine code crashes now and then when it is interrupted (seen in
        // Qt 6.4). Interpreted, formulas take no longer. The engine offers no other switch.
        qputenv("QV4_FORCE_INTERPRETER", "1");
        engine_ = std::make_unique<Engine>();
        failed_ = !engine_->load();
        if (failed_) {
            engine_.reset();
        }
    }
    return engine_ != nullptr;
}

QStringList Typesetter::languages() {
    return load() ? plainLanguages() + engine_->languages : plainLanguages();
}

Page Typesetter::prepare(const QString& markdown) {
    return *prepare(markdown, [] { return false; });
}

std::optional<Page> Typesetter::prepare(const QString& markdown, const std::function<bool()>& cancelled) {
    Page page = readMarkdown(markdown);
    if (load() && macrosDefined_) {
        forgetMacros();
    }
    const auto end = std::chrono::steady_clock::now() + kPageLimit * timeLimit_;
    for (PlacedFormula& placed : page.formulas) {
        if (cancelled()) {
            return std::nullopt;
        }
        if (std::chrono::steady_clock::now() < end) {
            placed.typeset = formula(placed.tex, placed.display);
        } else {
            Formula late{placed.tex, placed.display, FormulaError::TooSlow};
            placed.typeset = std::make_shared<const Formula>(std::move(late));
        }
        if (!placed.typeset->ok()) {
            page.findings.push_back({FindingKind::BadFormula, placed.line, placed.column, placed.tex,
                                     placed.typeset->error, placed.typeset->message});
        }
    }
    if (engine_) {
        highlightAll(page.blocks, page);
    }
    std::stable_sort(page.findings.begin(), page.findings.end(), [](const Finding& a, const Finding& b) {
        return std::tie(a.line, a.column) < std::tie(b.line, b.column);
    });
    return page;
}

std::shared_ptr<const Formula> Typesetter::formula(const QString& tex, bool display) {
    if (tex.size() > kMaxTex || !load()) {
        const FormulaError error = tex.size() > kMaxTex ? FormulaError::TooLong : FormulaError::NoEngine;
        return std::make_shared<const Formula>(Formula{tex, display, error});
    }
    macrosDefined_ = macrosDefined_ || mayDefine(tex);
    if (macrosDefined_) {
        return typeset(tex, display); // what it means depends on what came before: nothing to remember
    }
    const QString key = keyOf(tex, display);
    if (const auto* known = engine_->remembered.object(key)) {
        return *known;
    }
    auto made = typeset(tex, display);
    engine_->remembered.insert(key, new std::shared_ptr<const Formula>(made));
    return made;
}

std::shared_ptr<const Formula> Typesetter::typeset(const QString& tex, bool display) {
    ++typesetCount_;
    Formula formula{tex, display};
    if (const auto json = engine_->call(engine_->typeset, {QJSValue(tex), QJSValue(display)}, timeLimit_)) {
        readDisplayList(json->toUtf8(), formula);
    } else {
        formula.error = FormulaError::TooSlow;
        forgetMacros(); // it may have been stopped half-way through anything
    }
    return std::make_shared<const Formula>(std::move(formula));
}

void Typesetter::forgetMacros() {
    engine_->call(engine_->resetMacros, {}, std::chrono::seconds(10));
    macrosDefined_ = false;
}

QList<CodeToken> Typesetter::highlighted(const QString& code, const QString& language) {
    QList<CodeToken> tokens;
    if (code.size() <= kMaxCode) {
        const auto json = engine_->call(engine_->highlight, {QJSValue(code), QJSValue(language)}, timeLimit_);
        const QJsonArray list = QJsonDocument::fromJson(json.value_or(QString()).toUtf8()).array();
        for (const QJsonValue& token : list) {
            tokens.append({token[0].toString(), token[1].toString()});
        }
    }
    QString together;
    for (const CodeToken& token : tokens) {
        together += token.text;
    }
    return together == code ? tokens : QList<CodeToken>{{QString(), code}};
}

void Typesetter::highlightAll(std::vector<Block>& blocks, Page& page) {
    for (Block& block : blocks) {
        highlightAll(block.children, page);
        const QString language = block.language.toLower();
        if (block.kind != BlockKind::Code || language.isEmpty() || plainLanguages().contains(language)) {
            continue;
        }
        if (engine_->languages.contains(language)) {
            block.code = highlighted(block.code.constFirst().text, language);
        } else {
            page.findings.push_back({FindingKind::UnknownLanguage, block.line, block.column, block.language});
        }
    }
}

} // namespace downhill::markup
