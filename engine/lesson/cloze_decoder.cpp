#include "lesson/distinct.h"
#include "lesson/gap_text.h"
#include "lesson/question_body_decoder.h"

#include <algorithm>

namespace downhill::lesson {

namespace {

constexpr Length kGaps{1, 20};
constexpr Length kAccepted{1, 20};
constexpr Length kMistakes{0, 20};

TypedGap decodeTyped(ObjectReader& object, Findings& findings) {
    TypedGap gap;
    gap.ignoreCase = object.boolean(u"ignore_case", false);
    for (const JsonValue& text : object.list(u"accept", kAccepted))
        gap.accept.append(decodeText(text, findings).value_or(QString()));
    QSet<QString> known;
    for (const QString& text : gap.accept)
        known.insert(comparedText(text, gap.ignoreCase));
    for (const JsonValue& value : object.list(u"mistakes", kMistakes)) {
        ObjectReader mistake(value, findings);
        if (!mistake.isObject())
            continue;
        const QString text = mistake.text(u"text");
        const QString compared = comparedText(text, gap.ignoreCase);
        if (!compared.isEmpty() && known.contains(compared))
            findings.add(*value.member(u"text"), Rule::RepeatedText, {shortened(text)});
        known.insert(compared);
        gap.mistakes.push_back({text, mistake.markdown(u"feedback")});
        mistake.finish();
    }
    return gap;
}

/// The key that says how a gap is filled; reports none, and two of them.
QString styleOf(const ObjectReader& object, Findings& findings) {
    static const QStringList keys{QStringLiteral("accept"), QStringLiteral("choices"),
                                  QStringLiteral("answer")};
    QString style;
    for (const QString& key : keys) {
        const auto member = object.value().member(key);
        if (member && !style.isEmpty())
            findings.addAtKey(*member, Rule::ConflictingKeys, {style, key});
        else if (member)
            style = key;
    }
    if (style.isEmpty())
        findings.add(object.value(), Rule::MissingKey, {keys.front()});
    return style;
}

Gap decodeGap(ObjectReader& object, bool hasParameters, DistinctIds& ids, Findings& findings) {
    Gap gap;
    gap.id = ids.take(object);
    if (!gap.id.isEmpty() && !gap.id.front().isLower()) { // [[0]] is code
        findings.add(*object.value().member(u"id"), Rule::BadId, {gap.id});
        gap.id.clear();
    }
    gap.wrong = object.markdown(u"wrong", QString());
    const std::size_t before = findings.count();
    const QString style = styleOf(object, findings);
    if (findings.count() != before)
        return gap; // which other keys belong here is not known
    if (style == u"accept")
        gap.body = decodeTyped(object, findings);
    else if (style == u"choices")
        gap.body = ChosenGap{decodeChoices(object, ChoiceStyle::Gap, findings)};
    else
        gap.body = NumberGap{decodeNumberTarget(object, hasParameters, findings)};
    object.finish();
    return gap;
}

/// Reports gaps of the text that nothing describes, those that stand there twice, and those that do not.
void checkGaps(const JsonValue& text, const ClozeQuestion& question, const std::vector<JsonValue>& places,
               Findings& findings) {
    QSet<QString> known;
    for (const Gap& gap : question.gaps)
        known.insert(gap.id);
    QSet<QString> seen;
    for (const GapPiece& piece : gapPieces(question.text)) {
        if (!piece.isGap)
            continue;
        if (!known.contains(piece.text))
            findings.add(text, Rule::UnknownGap, {piece.text});
        else if (seen.contains(piece.text))
            findings.add(text, Rule::DuplicateId, {piece.text});
        seen.insert(piece.text);
    }
    for (std::size_t i = 0; i < question.gaps.size(); ++i) {
        const QString& id = question.gaps[i].id;
        if (!id.isEmpty() && !seen.contains(id))
            findings.add(places[i].member(u"id").value_or(places[i]), Rule::UnusedGap, {id});
    }
}

} // namespace

ClozeQuestion decodeClozeQuestion(ObjectReader& object, bool hasParameters, TextDecoder& texts,
                                  Findings& findings) {
    ClozeQuestion question;
    question.language = decodeLanguage(object);
    const auto text = object.required(u"text");
    const std::size_t before = findings.count();
    if (text)
        question.text = question.language.isEmpty() ? texts.decode(*text) : texts.decodeProgram(*text);
    const bool textKnown = text && findings.count() == before;
    if (textKnown && !question.language.isEmpty())
        findings.addText(*object.value().member(u"language"), question.text, question.language);
    DistinctIds ids(findings);
    const std::vector<JsonValue> places = object.list(u"gaps", kGaps);
    for (const JsonValue& value : places) {
        ObjectReader gap(value, findings);
        question.gaps.push_back(gap.isObject() ? decodeGap(gap, hasParameters, ids, findings) : Gap{});
    }
    if (textKnown && !places.empty())
        checkGaps(*text, question, places, findings);
    return question;
}

} // namespace downhill::lesson
