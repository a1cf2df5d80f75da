#pragma once

#include "markup/page.h"

#include <QString>
#include <QStringList>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace downhill::markup {

/// Makes pages of Markdown: sets its TeX with MathJax and colours its code with Prism, both in a script
/// engine of its own.
///
/// The engine belongs to the thread that first uses it, and all later calls must come from that thread.
/// Loading takes about a quarter of a second and some 50 MB, a new formula a few milliseconds; formulas are
/// remembered. No window system is needed. TeX is not trusted: it can reach nothing outside its formula,
/// macros that one text defines are forgotten before the next, and a formula that takes too long is stopped.
class Typesetter {
public:
    static constexpr int kMaxTex = 5000;    ///< characters; longer formulas are refused
    static constexpr int kMaxCode = 50'000; ///< characters; longer code is not coloured

    Typesetter();
    ~Typesetter();
    Typesetter(const Typesetter&) = delete;
    Typesetter& operator=(const Typesetter&) = delete;

    /// How long one formula may take; 2 s unless told otherwise. A whole page may take ten times that.
    void setTimeLimit(std::chrono::milliseconds limit);

    /// Loads the engine unless it is loaded; the first use does so by itself. False when it could not be.
    bool load();

    /// The names of languages that code may have, in lower case: those that are coloured, and plain text.
    QStringList languages();

    Page prepare(const QString& markdown);

    /// As above, and nothing when `cancelled` (asked before each formula) comes to say so.
    std::optional<Page> prepare(const QString& markdown, const std::function<bool()>& cancelled);

    /// Sets one formula; never null, its error says what went wrong.
    std::shared_ptr<const Formula> formula(const QString& tex, bool display);

    /// How many formulas the engine has set so far; those that were remembered do not count.
    int typesetCount() const { return typesetCount_; }

private:
    struct Engine;

    void forgetMacros();
    std::shared_ptr<const Formula> typeset(const QString& tex, bool display);
    QList<CodeToken> highlighted(const QString& code, const QString& language);
    void highlightAll(std::vector<Block>& blocks, Page& page);

    std::unique_ptr<Engine> engine_;
    bool failed_ = false;
    bool macrosDefined_ = false;
    int typesetCount_ = 0;
    std::chrono::milliseconds timeLimit_{2000};
};

} // namespace downhill::markup
