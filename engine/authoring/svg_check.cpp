#include "authoring/svg_check.h"

#include <QRegularExpression>
#include <QSet>
#include <QXmlStreamReader>

#include <array>
#include <cmath>
#include <vector>

namespace downhill::authoring {

namespace {

using lesson::Rule;
using Inspection = tl::expected<Picture, PictureFault>;

// A painter of SVG goes into elements by calling itself, and paints each use of an element anew.
constexpr std::size_t kDepth = 64;
constexpr int kElements = 100'000;

/// A length in pixels, at 96 to an inch; 0 for a share of something else or nothing that can be told.
double pixels(QStringView text) {
    struct Unit {
        QStringView name;
        double pixels;
    };
    constexpr std::array<Unit, 9> units{{{u"px", 1},
                                         {u"pt", 96.0 / 72},
                                         {u"pc", 16},
                                         {u"mm", 96 / 25.4},
                                         {u"cm", 96 / 2.54},
                                         {u"in", 96},
                                         {u"em", 16},
                                         {u"ex", 8},
                                         {u"", 1}}};
    text = text.trimmed();
    for (const Unit& unit : units) {
        if (!text.endsWith(unit.name))
            continue;
        bool isNumber = false;
        const double value = text.chopped(unit.name.size()).toDouble(&isNumber);
        return isNumber && std::isfinite(value) && value > 0 ? value * unit.pixels : 0;
    }
    return 0;
}

/// An address in `text` that leads out of the file; empty where there is none.
QString outerAddress(QStringView text) {
    static const QRegularExpression pattern(
        QStringLiteral(R"((?:url\s*\(\s*["']?|@import\s+["'])\s*(?!#|data:)([^"'()\s]+))"),
        QRegularExpression::CaseInsensitiveOption);
    return pattern.match(text.toString()).captured(1);
}

class SvgCheck {
public:
    explicit SvgCheck(const QByteArray& bytes) : xml_(bytes) {}

    Inspection run() {
        while (!xml_.atEnd() && !fault_) {
            switch (xml_.readNext()) {
            case QXmlStreamReader::DTD:
                if (!xml_.entityDeclarations().isEmpty())
                    refuse();
                break;
            case QXmlStreamReader::ProcessingInstruction:
                if (xml_.processingInstructionTarget() == u"xml-stylesheet")
                    refuse(xml_.processingInstructionData().toString());
                break;
            case QXmlStreamReader::StartElement:
                enter();
                break;
            case QXmlStreamReader::EndElement:
                open_.pop_back();
                break;
            case QXmlStreamReader::Characters:
                readCharacters();
                break;
            default:
                break;
            }
        }
        const bool nestsUses = used_.intersects(using_);
        if (!fault_ && (xml_.hasError() || elements_ == 0 || nestsUses))
            refuse();
        return fault_ ? Inspection(tl::unexpected(*fault_)) : Inspection(picture_);
    }

private:
    /// An element on the way to the one at hand.
    struct Open {
        QString id{};
        bool isStyle = false;
    };

    void refuse(const QString& address = {}) {
        fault_ = PictureFault{.rule = address.isEmpty() ? Rule::UnreadablePicture : Rule::RefusedPicture,
                              .address = address.left(200),
                              .line = int(xml_.lineNumber()),
                              .column = int(xml_.columnNumber()) + 1};
    }

    void enter() {
        const QStringView name = xml_.name();
        if (++elements_ > kElements || open_.size() >= kDepth || (elements_ == 1 && name != u"svg")) {
            refuse();
            return;
        }
        if (elements_ == 1)
            readSize();
        const QXmlStreamAttributes attributes = xml_.attributes();
        open_.push_back({attributes.value(u"id"_qs).toString(), name == u"style"});
        for (const QXmlStreamAttribute& attribute : attributes)
            readAttribute(name, attribute.name(), attribute.value());
    }

    void readAttribute(QStringView element, QStringView name, QStringView value) {
        if (name == u"href" && element != u"a") {
            const QStringView address = value.trimmed();
            if (!address.startsWith(u'#') && !address.startsWith(u"data:"))
                refuse(address.isEmpty() ? QStringLiteral("()") : address.toString());
            else if (element == u"use")
                noteUse(address.mid(1).toString());
        } else if (const QString address = outerAddress(value); !address.isEmpty()) {
            refuse(address);
        }
    }

    void noteUse(const QString& id) {
        used_.insert(id);
        for (const Open& each : open_) {
            if (!each.id.isEmpty())
                using_.insert(each.id);
        }
    }

    void readCharacters() {
        if (open_.empty() || !open_.back().isStyle)
            return;
        if (const QString address = outerAddress(xml_.text()); !address.isEmpty())
            refuse(address);
    }

    void readSize() {
        static const QRegularExpression blanks(QStringLiteral("[\\s,]+"));
        const QXmlStreamAttributes attributes = xml_.attributes();
        const QStringList box = attributes.value(u"viewBox"_qs).trimmed().toString().split(blanks);
        picture_.width = pixels(attributes.value(u"width"_qs));
        picture_.height = pixels(attributes.value(u"height"_qs));
        if (picture_.width == 0)
            picture_.width = pixels(box.value(2));
        if (picture_.height == 0)
            picture_.height = pixels(box.value(3));
    }

    QXmlStreamReader xml_;
    Picture picture_{PictureFormat::Svg};
    int elements_ = 0;
    std::vector<Open> open_{};
    QSet<QString> used_{};  ///< ids that a <use> names
    QSet<QString> using_{}; ///< ids of elements with a <use> inside
    std::optional<PictureFault> fault_{};
};

} // namespace

Inspection inspectSvg(const QByteArray& bytes) {
    return SvgCheck(bytes).run();
}

} // namespace downhill::authoring
