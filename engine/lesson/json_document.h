#pragma once

#include "lesson/diagnostic.h"

#include <QByteArray>
#include <QString>
#include <QStringView>

#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <vector>

/// JSON that remembers where everything stood: the ground under all readers of this layer.
namespace downhill::lesson {

enum class JsonType : std::uint8_t { Null, Boolean, Number, String, Array, Object };

/// "null", "boolean", "number", "string", "array" or "object": the words of Rule::WrongType.
QString jsonTypeName(JsonType type);

namespace json_limits {
inline constexpr qint64 kBytes = 1 << 20;       ///< of a lesson, a course or an experiment file
inline constexpr int kDepth = 64;               ///< arrays and objects within each other
inline constexpr std::size_t kFindings = 1'000; ///< of one file; what is beyond is not reported
} // namespace json_limits

class JsonDocument;

/// A value inside a JsonDocument, which must outlive it. Cheap to copy.
class JsonValue {
public:
    class Children;

    JsonType type() const;
    bool boolean() const;     ///< false unless it is one
    double number() const;    ///< 0 unless it is one; always finite
    QString string() const;   ///< empty unless it is one
    std::size_t size() const; ///< elements of an array, members of an object
    QString key() const;      ///< of a member of an object; empty for anything else

    /// Elements or members in the order of the file. A duplicate key appears each time it was written.
    Children children() const;
    /// The first member of that name.
    std::optional<JsonValue> member(QStringView name) const;

    /// A finding about this value, with its place and path.
    Diagnostic finding(Rule rule, QStringList arguments = {}) const;
    /// The same at the member's key.
    Diagnostic findingAtKey(Rule rule, QStringList arguments = {}) const;

private:
    friend class JsonDocument;
    JsonValue(const JsonDocument* document, std::uint32_t node) : document_(document), node_(node) {}

    const JsonDocument* document_;
    std::uint32_t node_;
};

/// A parsed text. Nested arrays and objects are parsed without recursion.
class JsonDocument {
public:
    /// Parses `text`; `file` is the name that findings carry. Null after NotUtf8, NotJson or NestedTooDeep.
    /// Duplicate keys are added to `findings` and leave a document whose first such member counts.
    static std::unique_ptr<JsonDocument> parse(QByteArray text, const QString& file, Diagnostics& findings);

    JsonValue root() const { return {this, 0}; }
    const QString& file() const { return file_; }

private:
    friend class JsonValue;
    friend class JsonValue::Children;
    class Builder;

    struct Node {
        double number = 0;
        std::uint32_t offset = 0;    ///< of its first byte
        std::uint32_t keyOffset = 0; ///< of its key's opening quote
        std::int32_t key = -1;       ///< in strings_
        std::int32_t string = -1;    ///< in strings_
        std::uint32_t parent = 0;
        std::uint32_t index = 0; ///< among its parent's children
        std::uint32_t next = 0;  ///< sibling; 0: none. The first child follows its parent directly
        std::uint32_t count = 0;
        JsonType type = JsonType::Null;
        bool boolean = false;
    };

    JsonDocument() = default;
    Diagnostic findingAt(std::uint32_t offset, Rule rule, QStringList arguments) const;
    QString pathOf(std::uint32_t node) const;
    std::uint32_t charactersBefore(std::uint32_t offset) const;

    QString file_{};
    QByteArray text_{};
    std::vector<std::uint32_t> lineStarts_{};
    std::vector<std::uint32_t>
        characters_{}; ///< before each block of bytes, so that a long line costs little
    std::vector<Node> nodes_{};
    std::vector<QString> strings_{};
};

/// The children of a value, for range-based loops.
class JsonValue::Children {
public:
    class Iterator {
    public:
        using value_type = JsonValue;
        using difference_type = std::ptrdiff_t;

        JsonValue operator*() const { return {document_, node_}; }
        Iterator& operator++();
        bool operator==(const Iterator&) const = default;

    private:
        friend class Children;
        Iterator(const JsonDocument* document, std::uint32_t node) : document_(document), node_(node) {}

        const JsonDocument* document_;
        std::uint32_t node_;
    };

    Iterator begin() const { return {document_, first_}; }
    Iterator end() const { return {document_, 0}; }

private:
    friend class JsonValue;
    Children(const JsonDocument* document, std::uint32_t first) : document_(document), first_(first) {}

    const JsonDocument* document_;
    std::uint32_t first_;
};

/// `text` cut to the length an argument may have.
QString shortened(const QString& text);

} // namespace downhill::lesson
