#include "lesson/walkthrough_decoder.h"

#include "lesson/object_reader.h"

#include <algorithm>

namespace downhill::lesson {

namespace {

constexpr int kMostLines = 400;
constexpr Length kStops{1, 200};
constexpr std::size_t kMostValues = 20;

class WalkthroughDecoder {
public:
    WalkthroughDecoder(TextDecoder& texts, Findings& findings) : texts_(texts), findings_(findings) {}

    Walkthrough decode(const JsonValue& value) {
        ObjectReader object(value, findings_);
        Walkthrough walkthrough;
        if (!object.isObject())
            return walkthrough;
        const std::optional<JsonValue> language = object.required(u"language");
        if (language)
            walkthrough.language = decodeText(*language, findings_).value_or(QString());
        if (const std::optional<JsonValue> code = object.required(u"code"))
            decodeCode(*code, walkthrough);
        if (!walkthrough.language.isEmpty())
            findings_.addText(*language, walkthrough.code, walkthrough.language);
        for (const JsonValue& stop : object.list(u"stops", kStops))
            walkthrough.stops.push_back(decodeStop(stop));
        object.finish();
        return walkthrough;
    }

private:
    void decodeCode(const JsonValue& value, Walkthrough& walkthrough) {
        const std::size_t before = findings_.count();
        walkthrough.code = texts_.decodeProgram(value);
        while (walkthrough.code.endsWith(u'\n'))
            walkthrough.code.chop(1);
        if (const auto name = value.member(u"file"))
            walkthrough.file = name->string();
        const bool isSound = findings_.count() == before;
        const auto count = int(walkthrough.code.count(u'\n')) + 1;
        if (isSound && count > kMostLines)
            findings_.add(value, Rule::WrongLength,
                          {QString::number(count), QStringLiteral("1"), QString::number(kMostLines)});
        lines_ = isSound ? std::min(count, kMostLines) : kMostLines;
    }

    WalkthroughStop decodeStop(const JsonValue& value) {
        ObjectReader object(value, findings_);
        WalkthroughStop stop;
        if (!object.isObject())
            return stop;
        std::vector<int> lines;
        for (const JsonValue& line : object.list(u"lines", {1, 2})) {
            const double least = lines.empty() ? 1 : lines.front();
            if (const auto number = decodeInteger(line, {least, double(lines_)}, findings_))
                lines.push_back(int(*number));
        }
        if (!lines.empty()) {
            stop.firstLine = lines.front();
            stop.lastLine = lines.back();
        }
        stop.text = object.markdown(u"text");
        if (const std::optional<JsonValue> values = object.optional(u"values"))
            decodeValues(*values, stop);
        object.finish();
        return stop;
    }

    void decodeValues(const JsonValue& value, WalkthroughStop& stop) {
        if (!ObjectReader(value, findings_).isObject())
            return;
        if (value.size() > kMostValues) {
            findings_.add(value, Rule::WrongLength,
                          {QString::number(value.size()), QStringLiteral("0"), QString::number(kMostValues)});
            return;
        }
        for (const JsonValue member : value.children()) {
            if (member.key().trimmed().isEmpty())
                findings_.addAtKey(member, Rule::EmptyText);
            else if (member.key() != u"$comment" && member.key() != u"$schema")
                stop.values.emplace_back(member.key(), decodeText(member, findings_).value_or(QString()));
        }
    }

    TextDecoder& texts_;
    Findings& findings_;
    int lines_ = kMostLines;
};

} // namespace

Walkthrough decodeWalkthrough(const JsonValue& value, TextDecoder& texts, Findings& findings) {
    return WalkthroughDecoder(texts, findings).decode(value);
}

} // namespace downhill::lesson
