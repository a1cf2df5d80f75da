#include "markup/display_list.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace downhill::markup {

namespace {

constexpr double kMaxWidth = 200'000; // thousandths of an em
constexpr double kMaxHeight = 100'000;
constexpr double kMaxOutside = 20'000; // how far anything may be painted beside the box
constexpr int kMaxItems = 20'000;

/// Reads commands and numbers one after the other; after the end or a fault every number is 0 and `ok` is
/// false.
class PathScanner {
public:
    explicit PathScanner(const QByteArray& data) : next_(data.constData()), end_(next_ + data.size()) {}

    bool atEnd() {
        skip();
        return next_ == end_;
    }
    /// The next command, or `repeated` where a number follows.
    char command(char repeated) {
        skip();
        return next_ != end_ && *next_ >= 'A' && *next_ <= 'Z' ? *next_++ : repeated;
    }
    double number() {
        skip();
        double value = 0;
        const auto [rest, fault] = std::from_chars(next_, end_, value);
        if (fault != std::errc() || !std::isfinite(value)) {
            ok = false;
            next_ = end_;
            return 0;
        }
        next_ = rest;
        return value;
    }
    QPointF point() {
        const double x = number();
        return {x, number()};
    }

    bool ok = true;

private:
    void skip() {
        while (next_ != end_ && (*next_ == ' ' || *next_ == ',')) {
            ++next_;
        }
    }
    const char* next_;
    const char* end_;
};

double numberAt(const QJsonArray& values, int index) {
    const double value = values.at(index).toDouble();
    return std::isfinite(value) ? value : 0;
}

QTransform transformOf(const QJsonArray& m) {
    return {numberAt(m, 0), numberAt(m, 1), numberAt(m, 2), numberAt(m, 3), numberAt(m, 4), numberAt(m, 5)};
}

/// "currentColor" is the text's colour, and so is a name that nobody knows; "none" is nothing.
void readColour(const QString& name, bool& ofText, QColor& colour) {
    if (name == u"none" || name == u"transparent") {
        return;
    }
    colour = QColor(name);
    ofText = !colour.isValid();
}

void readPath(const QJsonObject& item, FormulaItem& out) {
    const QString kind = item[u"k"].toString();
    const QJsonArray data = item[u"d"].toArray();
    QPainterPath path;
    if (kind == u"p") {
        path = pathFromSvg(item[u"d"].toString());
    } else if (kind == u"r") {
        path.addRect(numberAt(data, 0), numberAt(data, 1), numberAt(data, 2), numberAt(data, 3));
    } else if (kind == u"e") {
        path.addEllipse(QPointF(numberAt(data, 0), numberAt(data, 1)), numberAt(data, 2), numberAt(data, 3));
    } else if (kind == u"l") {
        path.moveTo(numberAt(data, 0), numberAt(data, 1));
        path.lineTo(numberAt(data, 2), numberAt(data, 3));
        out.fillsWithText = false;
        out.fill = QColor();
    }
    const QTransform transform = transformOf(item[u"m"].toArray());
    out.strokeWidth *= std::sqrt(std::abs(transform.determinant()));
    path = transform.map(path);
    if (item[u"c"].isArray()) {
        const QJsonArray clip = item[u"c"].toArray();
        QPainterPath window;
        window.addRect(0, 0, numberAt(clip, 6), numberAt(clip, 7));
        path = path.intersected(transformOf(clip).map(window));
    }
    // A path of its own: threads must not share what Qt works out about a path when it is first painted.
    out.path.addPath(path);
    out.path.setFillRule(Qt::WindingFill);
}

FormulaItem itemFrom(const QJsonObject& item) {
    FormulaItem out;
    readColour(item[u"f"].toString(), out.fillsWithText, out.fill);
    readColour(item[u"s"].toString(), out.strokesWithText, out.stroke);
    out.strokeWidth = item[u"w"].toDouble();
    out.anchor = item[u"a"].toDouble();
    out.dash = static_cast<FormulaItem::Dash>(std::clamp(item[u"dash"].toInt(), 0, 2));
    if (item[u"k"].toString() == u"t") {
        const QJsonArray data = item[u"d"].toArray();
        out.text = data.at(0).toString();
        out.textSize = std::clamp(data.at(1).toDouble(), 0.0, 10'000.0);
        out.italic = data.at(2).toBool();
        out.bold = data.at(3).toBool();
        out.transform = transformOf(item[u"m"].toArray());
    } else {
        readPath(item, out);
    }
    return out;
}

bool isPlainArea(const FormulaItem& item) {
    return item.fillsWithText && !(item.strokeWidth > 0) && item.text.isEmpty();
}

bool staysNear(const FormulaItem& item, const QRectF& box) {
    const QRectF near = box.adjusted(-kMaxOutside, -kMaxOutside, kMaxOutside, kMaxOutside);
    return item.anchor != 0 || near.contains(item.text.isEmpty() ? item.path.controlPointRect().center()
                                                                 : item.transform.map(QPointF()));
}

} // namespace

QPainterPath pathFromSvg(const QString& data) {
    QPainterPath path;
    const QByteArray bytes = data.toLatin1();
    PathScanner scanner(bytes);
    QPointF at;
    QPointF control;
    char command = 0;
    bool afterQuadratic = false;
    while (scanner.ok && !scanner.atEnd()) {
        const char before = command;
        command = scanner.command(before == 'M' ? 'L' : before);
        bool quadratic = false;
        switch (command) {
        case 'M':
            path.moveTo(at = scanner.point());
            break;
        case 'L':
            path.lineTo(at = scanner.point());
            break;
        case 'H':
            at.setX(scanner.number());
            path.lineTo(at);
            break;
        case 'V':
            at.setY(scanner.number());
            path.lineTo(at);
            break;
        case 'Q':
            control = scanner.point();
            path.quadTo(control, at = scanner.point());
            quadratic = true;
            break;
        case 'T': // the control point mirrored
            control = afterQuadratic ? 2 * at - control : at;
            path.quadTo(control, at = scanner.point());
            quadratic = true;
            break;
        case 'C': {
            const QPointF first = scanner.point();
            const QPointF second = scanner.point();
            path.cubicTo(first, second, at = scanner.point());
            break;
        }
        case 'Z':
            if (before == 'Z') {
                return path; // a number where a command should be
            }
            path.closeSubpath();
            at = path.currentPosition();
            break;
        default:
            return path;
        }
        afterQuadratic = quadratic;
    }
    return path;
}

void readDisplayList(const QByteArray& json, Formula& formula) {
    const QJsonObject list = QJsonDocument::fromJson(json).object();
    if (list.isEmpty() || list.contains(u"error")) {
        formula.error = FormulaError::BadTex;
        formula.message = list[u"error"].toString();
        return;
    }
    const QJsonArray box = list[u"box"].toArray();
    formula.box =
        QRectF(numberAt(box, 0), numberAt(box, 1), std::max(0.0, numberAt(box, 2)), numberAt(box, 3));
    formula.wide = list[u"wide"].toBool();
    const QJsonArray items = list[u"items"].toArray();
    if (formula.box.width() > kMaxWidth || formula.box.height() > kMaxHeight || items.size() > kMaxItems) {
        formula.error = FormulaError::TooLarge;
        return;
    }
    for (const QJsonValue& value : items) {
        FormulaItem item = itemFrom(value.toObject());
        if (!staysNear(item, formula.box)) {
            formula.error = FormulaError::TooLarge;
            formula.items.clear();
            return;
        }
        // Glyphs side by side become one area: one fill instead of dozens.
        if (!formula.items.isEmpty() && isPlainArea(item) && isPlainArea(formula.items.constLast()) &&
            item.anchor == formula.items.constLast().anchor) {
            formula.items.last().path.addPath(item.path);
        } else {
            formula.items.append(item);
        }
    }
    formula.error = FormulaError::None;
}

} // namespace downhill::markup
