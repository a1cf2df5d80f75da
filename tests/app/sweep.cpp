#include "sweep.h"

#include "charts/course_chart_view.h"
#include "lesson/translated_texts.h"
#include "text/markup_view.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAccessible>
#include <QAction>
#include <QComboBox>
#include <QGraphicsItem>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QSet>
#include <QTabBar>
#include <QWidget>

#include <algorithm>
#include <functional>

using namespace downhill;

namespace sweep {
namespace {

constexpr int kMostThings = 20'000; ///< of a tree that is walked

/// Shows `visit` everything that a screen reader finds in `root`, with the way to it.
void walk(QWidget& root, const std::function<void(QAccessibleInterface&, const QString&)>& visit) {
    struct Place {
        QAccessibleInterface* thing;
        QString way;
    };
    std::vector<Place> waiting{{QAccessible::queryAccessibleInterface(&root), {}}};
    for (int seen = 0; !waiting.empty() && seen < kMostThings; ++seen) {
        const Place at = waiting.back();
        waiting.pop_back();
        if (!at.thing || !at.thing->isValid() || at.thing->state().invisible)
            continue;
        const auto* widget = qobject_cast<const QWidget*>(at.thing->object());
        if (widget && !widget->isVisible())
            continue;
        QString way = at.way;
        if (widget)
            way += u'/' + QLatin1String(widget->metaObject()->className()) +
                   (widget->objectName().isEmpty() ? QString() : u'#' + widget->objectName());
        visit(*at.thing, way);
        for (int i = 0; i < at.thing->childCount(); ++i)
            waiting.push_back({at.thing->child(i), way});
    }
}

/// What a person does something with, whatever it says of its focus.
bool isControl(QAccessible::Role role) {
    switch (role) {
    case QAccessible::PushButton:
    case QAccessible::CheckBox:
    case QAccessible::RadioButton:
    case QAccessible::ComboBox:
    case QAccessible::EditableText:
    case QAccessible::Slider:
    case QAccessible::SpinBox:
    case QAccessible::PageTab:
    case QAccessible::Link:
    case QAccessible::MenuItem:
    case QAccessible::ButtonMenu:
        return true;
    default:
        return false;
    }
}

bool isInternal(const QAccessibleInterface& thing) {
    const auto* widget = qobject_cast<const QWidget*>(const_cast<QAccessibleInterface&>(thing).object());
    // Parts of a control that speaks for them.
    for (; widget; widget = widget->parentWidget()) {
        if (widget->inherits("QComboBoxPrivateContainer") || widget->objectName() == u"qt_spinbox_lineedit" ||
            widget->objectName() == u"qt_menubar_ext_button" || widget->inherits("QLineEditIconButton"))
            return true;
    }
    return false;
}

/// What is left of a text when all that was translated is taken out of it.
QString outside(const QString& text) {
    QString rest;
    int depth = 0;
    for (const QChar each : text) {
        if (each == u'⟦')
            ++depth;
        else if (each == u'⟧')
            --depth;
        else if (depth == 0)
            rest += each;
        if (depth > 0 && (rest.isEmpty() || rest.back() != u'|'))
            rest += u'|';
    }
    return rest;
}

/// Names that no translator changes.
bool isName(const QString& word) {
    static const QSet<QString> names{
        QStringLiteral("SGD"),     QStringLiteral("Adam"),    QStringLiteral("AdamW"),
        QStringLiteral("RMSProp"), QStringLiteral("Adagrad"), QStringLiteral("AMSGrad"),
        QStringLiteral("relu"),    QStringLiteral("NaN"),     QStringLiteral("MSE"),
        QStringLiteral("MAE"),     QStringLiteral("CSV"),     QStringLiteral("PyTorch"),
        QStringLiteral("Keras"),   QStringLiteral("Ada"),     QStringLiteral("exp"),
        QStringLiteral("log"),     QStringLiteral("max"),     QStringLiteral("tanh"),
        QStringLiteral("ReLU"),    QStringLiteral("px"),      QStringLiteral("ms")};
    return names.contains(word);
}

/// The words of `text` that nobody translated, authored or named so.
QString missed(const QString& text, const Authored& authored) {
    static const QRegularExpression words(QStringLiteral("\\p{L}{2,}"));
    QStringList found;
    for (const QString& piece : outside(text).split(u'|', Qt::SkipEmptyParts)) {
        if (authored.contains(piece))
            continue;
        for (const QString& line : piece.split(QRegularExpression(QStringLiteral("[·;\\n]")))) {
            if (authored.contains(line))
                continue;
            for (auto at = words.globalMatch(line); at.hasNext();)
                if (const QString word = at.next().captured(); !isName(word))
                    found.append(word);
        }
    }
    return found.join(u' ');
}

/// The texts that a widget shows.
QStringList shownBy(const QWidget& widget) {
    QStringList texts{widget.toolTip(), widget.statusTip(), widget.accessibleName(),
                      widget.accessibleDescription()};
    if (widget.isWindow())
        texts.append(widget.windowTitle());
    if (const auto* label = qobject_cast<const QLabel*>(&widget))
        texts.append(label->text());
    if (const auto* button = qobject_cast<const QAbstractButton*>(&widget))
        texts.append(button->text());
    if (const auto* field = qobject_cast<const QLineEdit*>(&widget))
        texts.append(field->placeholderText());
    if (const auto* box = qobject_cast<const QComboBox*>(&widget))
        for (int i = 0; i < box->count(); ++i)
            texts.append(box->itemText(i));
    if (const auto* tabs = qobject_cast<const QTabBar*>(&widget))
        for (int i = 0; i < tabs->count(); ++i)
            texts.append(tabs->tabText(i));
    if (const auto* view = qobject_cast<const QAbstractItemView*>(&widget); view && view->model()) {
        const QAbstractItemModel& model = *view->model();
        for (int column = 0; column < model.columnCount(); ++column) {
            texts.append(model.headerData(column, Qt::Horizontal).toString());
            for (int row = 0; row < std::min(model.rowCount(), 40); ++row)
                for (const int role :
                     {int(Qt::DisplayRole), int(Qt::AccessibleTextRole), int(Qt::ToolTipRole)})
                    texts.append(model.index(row, column).data(role).toString());
        }
    }
    for (const QAction* action : widget.actions())
        texts.append({action->text(), action->statusTip()});
    if (const auto* chart = qobject_cast<const app::CourseChartView*>(&widget); chart && chart->scene())
        for (const QGraphicsItem* item : chart->scene()->items()) {
            if (const auto* simple = qgraphicsitem_cast<const QGraphicsSimpleTextItem*>(item))
                texts.append(simple->text());
            if (const auto* rich = qgraphicsitem_cast<const QGraphicsTextItem*>(item))
                texts.append(rich->toPlainText());
        }
    if (const auto* chart = qobject_cast<const app::CourseChartView*>(&widget))
        texts.append(chart->spokenValue());
    for (QString& text : texts)
        text.replace(QRegularExpression(QStringLiteral("<[^>]*>")), QStringLiteral("\n"))
            .remove(QRegularExpression(QStringLiteral("&(?=\\w)")));
    return texts;
}

/// Whether what a widget shows is the author's alone: rendered text, code, a question's prompt.
bool isAuthored(const QWidget& widget) {
    return qobject_cast<const app::MarkupView*>(&widget) || qobject_cast<const QPlainTextEdit*>(&widget) ||
           widget.objectName().startsWith(u"question-") || widget.objectName() == u"term";
}

} // namespace

QString PseudoLanguage::translate(const char*, const char* source, const char*, int) const {
    return u'⟦' + QString::fromUtf8(source) + u'⟧';
}

QStringList nameless(QWidget& root) {
    QStringList found;
    walk(root, [&found](QAccessibleInterface& thing, const QString& way) {
        const bool used = thing.state().focusable || isControl(thing.role());
        if (isInternal(thing))
            return;
        if (used && thing.text(QAccessible::Name).trimmed().isEmpty())
            found.append(way + QStringLiteral(" has no name"));
        if (thing.role() == QAccessible::Chart && thing.text(QAccessible::Value).trimmed().size() < 10)
            found.append(way + QStringLiteral(" says nothing"));
    });
    return found;
}

Reachable reachable(QWidget& root) {
    Reachable all;
    walk(root, [&all](QAccessibleInterface& thing, const QString&) {
        all.controls += thing.state().focusable || isControl(thing.role()) ? 1 : 0;
        all.charts += thing.role() == QAccessible::Chart ? 1 : 0;
    });
    return all;
}

TabStops tabStops(const QWidget& root) {
    TabStops stops;
    for (QWidget* widget : root.findChildren<QWidget*>()) {
        if (!widget->isVisible() || !(widget->focusPolicy() & Qt::TabFocus) || widget->focusProxy())
            continue;
        ++stops.count;
        const QAccessibleInterface* accessible = QAccessible::queryAccessibleInterface(widget);
        if (!accessible || accessible->text(QAccessible::Name).trimmed().isEmpty())
            stops.nameless.append(QLatin1String(widget->metaObject()->className()) + u' ' +
                                  widget->objectName());
    }
    return stops;
}

Authored::Authored(const lesson::Course& course) {
    const auto addAll = [this](const std::vector<lesson::SourceText>& texts) {
        for (const lesson::SourceText& text : texts)
            add(text.text);
    };
    addAll(lesson::textsOf(course));
    addAll(lesson::textsOf(course.glossary));
    addAll(lesson::textsOf(course.faq));
    for (const lesson::Lesson& each : course.lessons)
        addAll(lesson::textsOf(each));
}

void Authored::add(const QString& text) {
    static const QRegularExpression name(QStringLiteral("\\{\\{[^}]*\\}\\}"));
    letters_ += lettersOf(text) + u'\n';
    QStringList around;
    for (const QString& piece : text.split(name))
        around.append(lettersOf(piece));
    if (around.size() > 1)
        drawn_.emplace_back(QRegularExpression::anchoredPattern(around.join(QStringLiteral("\\d*"))));
}

bool Authored::contains(const QString& text) const {
    const QString letters = lettersOf(text);
    return letters_.contains(letters) || std::ranges::any_of(drawn_, [&](const QRegularExpression& each) {
               return each.match(letters).hasMatch();
           });
}

QString Authored::lettersOf(const QString& text) {
    QString letters;
    for (const QChar each : text)
        if (each.isLetterOrNumber())
            letters += each;
    return letters;
}

QStringList untranslated(QWidget& root, const Authored& authored) {
    QStringList found;
    QList<QWidget*> widgets = root.findChildren<QWidget*>();
    widgets.prepend(&root);
    for (const QWidget* widget : widgets) {
        if (!widget->isVisible() || isAuthored(*widget))
            continue;
        for (const QString& text : shownBy(*widget))
            if (const QString words = missed(text, authored); !words.isEmpty())
                found.append(QLatin1String(widget->metaObject()->className()) + u'#' + widget->objectName() +
                             QStringLiteral(": “") + text.left(120) + QStringLiteral("”: ") + words);
    }
    found.removeDuplicates();
    return found;
}

} // namespace sweep
