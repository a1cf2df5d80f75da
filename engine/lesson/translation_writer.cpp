#include "lesson/translation_update.h"

#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>

namespace downhill::lesson {

namespace {

class TranslationWriter {
public:
    TranslationWriter() { writer_.SetIndent(' ', 2); }

    QByteArray write(const Translation& translation) {
        writer_.StartObject();
        if (!translation.schema.isEmpty())
            member("$schema", translation.schema);
        if (!translation.comment.isEmpty())
            member("$comment", translation.comment);
        writer_.Key("format");
        writer_.Int(1);
        member("language", translation.language);
        write("texts", translation.texts);
        if (!translation.removed.empty())
            write("removed", translation.removed);
        writer_.EndObject();
        return QByteArray(buffer_.GetString(), qsizetype(buffer_.GetSize())) + '\n';
    }

private:
    void write(const char* key, const std::vector<TranslatedText>& texts) {
        writer_.Key(key);
        writer_.StartObject();
        for (const TranslatedText& text : texts)
            write(text);
        writer_.EndObject();
    }

    void write(const TranslatedText& text) {
        const QByteArray key = text.key.toUtf8();
        writer_.Key(key.constData(), rapidjson::SizeType(key.size()));
        writer_.StartObject();
        if (!text.comment.isEmpty())
            member("$comment", text.comment);
        member("source", text.source);
        if (text.stale) {
            writer_.Key("stale");
            writer_.Bool(true);
        }
        if (text.previous)
            lines("previous", *text.previous);
        if (text.original)
            lines("original", *text.original);
        if (text.file.isEmpty()) {
            lines("text", text.text);
        } else {
            writer_.Key("text");
            writer_.StartObject();
            member("file", text.file);
            writer_.EndObject();
        }
        writer_.EndObject();
    }

    void member(const char* key, const QString& text) {
        writer_.Key(key);
        value(text);
    }

    void lines(const char* key, const QString& text) {
        writer_.Key(key);
        if (!text.contains(u'\n')) {
            value(text);
            return;
        }
        writer_.StartArray();
        for (const QString& line : text.split(u'\n'))
            value(line);
        writer_.EndArray();
    }

    void value(const QString& text) {
        const QByteArray bytes = text.toUtf8();
        writer_.String(bytes.constData(), rapidjson::SizeType(bytes.size()));
    }

    rapidjson::StringBuffer buffer_{};
    rapidjson::PrettyWriter<rapidjson::StringBuffer> writer_{buffer_};
};

} // namespace

QByteArray writeTranslation(const Translation& translation) {
    return TranslationWriter().write(translation);
}

} // namespace downhill::lesson
