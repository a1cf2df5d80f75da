#pragma once

#include "lesson/diagnostic.h"
#include "lesson/text_source.h"
#include "markup/page.h"

#include <QHash>
#include <QSet>
#include <QString>

#include <memory>
#include <optional>

namespace downhill::markup {
class Typesetter;
}

namespace downhill::authoring {

/// What the links of a text may lead to.
struct LinkTargets {
    QSet<QString> terms{};   ///< ids of the glossary
    QSet<QString> lessons{}; ///< ids of the course
};

/// What is wrong with texts, and which pictures they show.
struct TextFindings {
    lesson::Diagnostics diagnostics{};
    QSet<QString> pictures{}; ///< canonical paths
};

/// Checks Markdown as it will be shown: formulas, code, links, callouts, pictures. The typesetter, which
/// takes a quarter of a second and 50 MB to load, is loaded by the first formula or named language and kept;
/// what it has set once it remembers. To be used on one thread.
class TextCheck {
public:
    TextCheck();
    ~TextCheck();
    TextCheck(const TextCheck&) = delete;
    TextCheck& operator=(const TextCheck&) = delete;

    /// Links to terms and lessons are checked only where `targets` is given. At most a thousand findings, and
    /// 500 different formulas of a document.
    TextFindings check(const lesson::TextSources& texts, const std::optional<LinkTargets>& targets = {});

private:
    struct Work;

    void checkProgram(const lesson::TextSource& text, Work& work);
    void checkMarkdown(const lesson::TextSource& text, Work& work);
    void checkFinding(const lesson::TextSource& text, const markup::Finding& finding, Work& work);
    void checkReference(const lesson::TextSource& text, const markup::Reference& reference, Work& work);
    void checkPicture(const lesson::TextSource& text, const markup::Reference& picture, Work& work);
    QStringList languageArguments(const QString& name);
    markup::Typesetter& typesetter();

    std::unique_ptr<markup::Typesetter> typesetter_;
};

} // namespace downhill::authoring
