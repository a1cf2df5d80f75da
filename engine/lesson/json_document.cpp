#include "lesson/json_document.h"

#include "lesson/utf8.h"

#include <QSet>
#include <rapidjson/error/en.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

#include <algorithm>
#include <charconv>
#include <limits>

namespace downhill::lesson {

namespace {

constexpr qsizetype kArgumentLength = 200;
constexpr std::uint32_t kBlock = 256; // bytes

std::uint32_t charactersIn(const char* begin, const char* end) {
    return std::uint32_t(
        std::count_if(begin, end, [](char byte) { return (std::uint8_t(byte) & 0xC0) != 0x80; }));
}

bool isPlainName(const QString& key) {
    return !key.isEmpty() && key.size() <= kArgumentLength &&
           std::all_of(key.begin(), key.end(), [](QChar c) {
               return c == u'_' || c == u'$' || (c.unicode() < 128 && c.isLetterOrNumber());
           });
}

QString pathOfMember(const QString& key) {
    if (isPlainName(key))
        return u'.' + key;
    return QStringLiteral("[\"") + shortened(key) + QStringLiteral("\"]");
}

} // namespace

/// Receives RapidJSON's events and finds for each the place where its text begins. RapidJSON tells no
/// positions, but between two tokens stand only blanks, commas and colons, so that walking from token to
/// token finds them all.
class JsonDocument::Builder {
public:
    Builder(JsonDocument& document, Diagnostics& findings) : document_(document), findings_(findings) {}

    bool tooDeep() const { return tooDeep_; }
    std::uint32_t position() const { return cursor_; }

    // RapidJSON calls a handler by these names.
    // NOLINTBEGIN(readability-identifier-naming)
    bool Null() { return leaf(JsonType::Null), true; }
    bool Bool(bool value) {
        document_.nodes_[leaf(JsonType::Boolean)].boolean = value;
        return true;
    }
    bool Int(int) { return number(); }
    bool Uint(unsigned) { return number(); }
    bool Int64(std::int64_t) { return number(); }
    bool Uint64(std::uint64_t) { return number(); }
    bool Double(double) { return number(); }
    bool RawNumber(const char*, rapidjson::SizeType, bool) { return number(); }
    bool String(const char* text, rapidjson::SizeType size, bool) {
        const std::uint32_t offset = nextToken();
        skipString();
        document_.nodes_[add(JsonType::String, offset)].string =
            intern(QString::fromUtf8(text, qsizetype(size)));
        return true;
    }
    bool Key(const char* text, rapidjson::SizeType size, bool) {
        keyOffset_ = nextToken();
        skipString();
        const QString key = QString::fromUtf8(text, qsizetype(size));
        key_ = intern(key);
        if (keys_.back().contains(key)) {
            if (findings_.size() < json_limits::kFindings) {
                Diagnostic finding = document_.findingAt(keyOffset_, Rule::DuplicateKey, {shortened(key)});
                finding.path = document_.pathOf(open_.back()) + pathOfMember(key);
                findings_.push_back(std::move(finding));
            }
        } else {
            keys_.back().insert(key);
        }
        return true;
    }
    bool StartObject() { return start(JsonType::Object); }
    bool EndObject(rapidjson::SizeType) { return end(); }
    bool StartArray() { return start(JsonType::Array); }
    bool EndArray(rapidjson::SizeType) { return end(); }
    // NOLINTEND(readability-identifier-naming)

private:
    char at(std::uint32_t offset) const {
        return offset < std::uint32_t(document_.text_.size()) ? document_.text_[offset] : '\0';
    }
    std::uint32_t nextToken() {
        while (std::string_view(" \t\r\n,:").find(at(cursor_)) != std::string_view::npos)
            ++cursor_;
        return cursor_;
    }
    void skipString() {
        ++cursor_;
        while (at(cursor_) != '"')
            cursor_ += at(cursor_) == '\\' ? 2 : 1;
        ++cursor_;
    }
    std::int32_t intern(QString text) {
        document_.strings_.push_back(std::move(text));
        return std::int32_t(document_.strings_.size() - 1);
    }
    std::uint32_t leaf(JsonType type) {
        const std::uint32_t offset = nextToken();
        while (cursor_ < std::uint32_t(document_.text_.size()) &&
               std::string_view(" \t\r\n,:]}").find(at(cursor_)) == std::string_view::npos)
            ++cursor_;
        return add(type, offset);
    }
    bool number() {
        Node& node = document_.nodes_[leaf(JsonType::Number)];
        const char* text = document_.text_.constData();
        // RapidJSON has refused what is too large for a double; what is too small for one stays 0.
        std::from_chars(text + node.offset, text + cursor_, node.number);
        return true;
    }
    std::uint32_t add(JsonType type, std::uint32_t offset) {
        std::vector<Node>& nodes = document_.nodes_;
        const auto place = std::uint32_t(nodes.size());
        Node node;
        node.type = type;
        node.offset = offset;
        node.keyOffset = key_ >= 0 ? keyOffset_ : offset;
        node.key = key_;
        key_ = -1;
        if (!open_.empty()) {
            node.parent = open_.back();
            node.index = nodes[node.parent].count++;
            if (node.index > 0)
                nodes[lastChild_.back()].next = place;
            lastChild_.back() = place;
        }
        nodes.push_back(node);
        return place;
    }
    bool start(JsonType type) {
        const std::uint32_t offset = nextToken();
        if (open_.size() == std::size_t(json_limits::kDepth)) {
            tooDeep_ = true;
            return false;
        }
        ++cursor_;
        open_.push_back(add(type, offset));
        lastChild_.push_back(0);
        keys_.emplace_back();
        return true;
    }
    bool end() {
        nextToken();
        ++cursor_;
        open_.pop_back();
        lastChild_.pop_back();
        keys_.pop_back();
        return true;
    }

    JsonDocument& document_;
    Diagnostics& findings_;
    std::uint32_t cursor_ = 0;
    std::int32_t key_ = -1;
    std::uint32_t keyOffset_ = 0;
    std::vector<std::uint32_t> open_{};
    std::vector<std::uint32_t> lastChild_{};
    std::vector<QSet<QString>> keys_{};
    bool tooDeep_ = false;
};

std::unique_ptr<JsonDocument> JsonDocument::parse(QByteArray text, const QString& file,
                                                  Diagnostics& findings) {
    if (text.size() > std::numeric_limits<std::int32_t>::max()) {
        findings.push_back({Rule::FileTooLarge,
                            file,
                            0,
                            0,
                            {},
                            {QString::number(std::numeric_limits<std::int32_t>::max())}});
        return nullptr;
    }
    if (text.startsWith("\xEF\xBB\xBF"))
        text.remove(0, 3);
    std::unique_ptr<JsonDocument> document(new JsonDocument);
    document->file_ = file;
    document->text_ = std::move(text);
    const QByteArray& bytes = document->text_;
    document->lineStarts_.push_back(0);
    for (qsizetype i = bytes.indexOf('\n'); i >= 0; i = bytes.indexOf('\n', i + 1))
        document->lineStarts_.push_back(std::uint32_t(i + 1));
    document->characters_.push_back(0);
    for (qsizetype i = kBlock; i <= bytes.size(); i += kBlock) {
        const char* end = bytes.constData() + i;
        document->characters_.push_back(document->characters_.back() + charactersIn(end - kBlock, end));
    }

    if (const auto broken = firstInvalidUtf8(bytes)) {
        findings.push_back(document->findingAt(std::uint32_t(*broken), Rule::NotUtf8, {}));
        return nullptr;
    }
    // RapidJSON takes a NUL for the end of the text.
    if (const qsizetype nul = bytes.indexOf('\0'); nul >= 0) {
        findings.push_back(document->findingAt(std::uint32_t(nul), Rule::NotJson,
                                               {QStringLiteral("a NUL character stands in the text")}));
        return nullptr;
    }

    Builder builder(*document, findings);
    rapidjson::MemoryStream stream(bytes.constData(), std::size_t(bytes.size()));
    rapidjson::Reader reader;
    const rapidjson::ParseResult result = reader.Parse<rapidjson::kParseIterativeFlag>(stream, builder);
    if (builder.tooDeep()) {
        findings.push_back(document->findingAt(builder.position(), Rule::NestedTooDeep,
                                               {QString::number(json_limits::kDepth)}));
        return nullptr;
    }
    if (result.IsError()) {
        const auto offset = std::min<std::size_t>(result.Offset(), std::size_t(bytes.size()));
        QString why = QString::fromLatin1(rapidjson::GetParseError_En(result.Code()));
        if (why.endsWith(u'.')) // it becomes a part of a sentence
            why.chop(1);
        findings.push_back(document->findingAt(std::uint32_t(offset), Rule::NotJson, {why}));
        return nullptr;
    }
    return document;
}

Diagnostic JsonDocument::findingAt(std::uint32_t offset, Rule rule, QStringList arguments) const {
    const auto line = std::upper_bound(lineStarts_.begin(), lineStarts_.end(), offset) - 1;
    const std::uint32_t characters = charactersBefore(offset) - charactersBefore(*line);
    return {rule, file_, int(line - lineStarts_.begin()) + 1, int(characters) + 1, {}, std::move(arguments)};
}

std::uint32_t JsonDocument::charactersBefore(std::uint32_t offset) const {
    const char* block = text_.constData() + offset / kBlock * kBlock;
    return characters_[offset / kBlock] + charactersIn(block, text_.constData() + offset);
}

QString JsonDocument::pathOf(std::uint32_t node) const {
    QStringList parts;
    for (; node != 0; node = nodes_[node].parent) {
        const Node& step = nodes_[node];
        parts.prepend(step.key >= 0 ? pathOfMember(strings_[std::size_t(step.key)])
                                    : QStringLiteral("[%1]").arg(step.index));
    }
    return u'$' + parts.join(QString());
}

JsonType JsonValue::type() const {
    return document_->nodes_[node_].type;
}

bool JsonValue::boolean() const {
    return document_->nodes_[node_].boolean;
}

double JsonValue::number() const {
    return document_->nodes_[node_].number;
}

QString JsonValue::string() const {
    const std::int32_t string = document_->nodes_[node_].string;
    return string < 0 ? QString() : document_->strings_[std::size_t(string)];
}

std::size_t JsonValue::size() const {
    return document_->nodes_[node_].count;
}

QString JsonValue::key() const {
    const std::int32_t key = document_->nodes_[node_].key;
    return key < 0 ? QString() : document_->strings_[std::size_t(key)];
}

JsonValue::Children JsonValue::children() const {
    return {document_, size() == 0 ? 0 : node_ + 1};
}

std::optional<JsonValue> JsonValue::member(QStringView name) const {
    if (type() != JsonType::Object)
        return std::nullopt;
    for (const JsonValue child : children()) {
        if (document_->strings_[std::size_t(document_->nodes_[child.node_].key)] == name)
            return child;
    }
    return std::nullopt;
}

Diagnostic JsonValue::finding(Rule rule, QStringList arguments) const {
    Diagnostic result = document_->findingAt(document_->nodes_[node_].offset, rule, std::move(arguments));
    result.path = document_->pathOf(node_);
    return result;
}

Diagnostic JsonValue::findingAtKey(Rule rule, QStringList arguments) const {
    Diagnostic result = document_->findingAt(document_->nodes_[node_].keyOffset, rule, std::move(arguments));
    result.path = document_->pathOf(node_);
    return result;
}

JsonValue::Children::Iterator& JsonValue::Children::Iterator::operator++() {
    node_ = document_->nodes_[node_].next;
    return *this;
}

QString jsonTypeName(JsonType type) {
    switch (type) {
    case JsonType::Null:
        return QStringLiteral("null");
    case JsonType::Boolean:
        return QStringLiteral("boolean");
    case JsonType::Number:
        return QStringLiteral("number");
    case JsonType::String:
        return QStringLiteral("string");
    case JsonType::Array:
        return QStringLiteral("array");
    case JsonType::Object:
        return QStringLiteral("object");
    }
    return {};
}

QString shortened(const QString& text) {
    if (text.size() <= kArgumentLength)
        return text;
    qsizetype length = kArgumentLength - 1;
    if (text[length - 1].isHighSurrogate())
        --length;
    return text.left(length) + u'…';
}

} // namespace downhill::lesson
