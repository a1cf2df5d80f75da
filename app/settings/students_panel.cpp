#include "settings/students_panel.h"

#include "theme/look.h"
#include "theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace downhill::app {
namespace {

QString nameOf(const store::Profile& student) {
    return student.name.isEmpty() ? StudentsPanel::tr("Without a name") : student.name;
}

QLabel* plainLabel(const QString& text, const char* look, QWidget* parent) {
    auto* label = new QLabel(text, parent);
    setLook(label, look);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

QPushButton* button(const QString& text, const QString& spoken, QWidget* parent, QHBoxLayout* row) {
    auto* made = new QPushButton(text, parent);
    made->setAccessibleName(spoken);
    row->addWidget(made);
    return made;
}

} // namespace

StudentsPanel::StudentsPanel(QWidget* parent) : QFrame(parent), column_(new QVBoxLayout(this)) {
    setLook(this, "card");
    setObjectName(QStringLiteral("students"));
    column_->setContentsMargins(space::kL, space::kM, space::kL, space::kM);
}

void StudentsPanel::showStudents(const Students& students, bool scratch) {
    students_ = students;
    scratch_ = scratch;
    renaming_ = {};
    removing_ = {};
    rebuild();
}

void StudentsPanel::rebuild() {
    if (rows_) {
        rows_->hide();
        rows_->deleteLater(); // a button of it may have been pressed just now
    }
    rows_ = new QWidget(this);
    lines_ = new QVBoxLayout(rows_);
    lines_->setContentsMargins(0, 0, 0, 0);
    lines_->setSpacing(space::kS);
    column_->addWidget(rows_);
    if (!scratch_) {
        for (const store::Profile& student : students_.all) {
            if (student.id == renaming_)
                addRename(student);
            else
                addStudent(student);
            if (student.id == removing_)
                addRemoval(student);
        }
        addNewcomer();
    }
    addScratch();
    rows_->show();
}

void StudentsPanel::addStudent(const store::Profile& student) {
    auto* row = new QHBoxLayout;
    row->setSpacing(space::kS);
    const QString name = nameOf(student);
    const bool present = student.id == students_.current;
    row->addWidget(plainLabel(name, present ? "value" : "body", rows_), 1);
    if (present) {
        row->addWidget(plainLabel(tr("Learns now"), "caption", rows_));
    } else {
        auto* go = button(tr("Switch"), tr("Switch to %1").arg(name), rows_, row);
        connect(go, &QPushButton::clicked, this, [this, id = student.id] { Q_EMIT chosen(id); });
    }
    auto* rename = button(tr("Rename"), tr("Rename %1").arg(name), rows_, row);
    setLook(rename, "quiet");
    rename->setObjectName(QStringLiteral("rename"));
    connect(rename, &QPushButton::clicked, this, [this, id = student.id] {
        renaming_ = id;
        removing_ = {};
        rebuild();
    });
    auto* remove = button(tr("Remove"), tr("Remove %1").arg(name), rows_, row);
    setLook(remove, "quiet");
    remove->setObjectName(QStringLiteral("remove"));
    connect(remove, &QPushButton::clicked, this, [this, id = student.id] {
        removing_ = id;
        renaming_ = {};
        rebuild();
    });
    lines_->addLayout(row);
}

void StudentsPanel::addRename(const store::Profile& student) {
    auto* row = new QHBoxLayout;
    row->setSpacing(space::kS);
    auto* field = new QLineEdit(student.name, rows_);
    field->setMaxLength(kLongestName);
    field->setAccessibleName(tr("New name of %1").arg(nameOf(student)));
    row->addWidget(field, 1);
    auto* keep = button(tr("Rename"), tr("Take the new name"), rows_, row);
    setLook(keep, "primary");
    auto* leave = button(tr("Cancel"), tr("Leave the name as it is"), rows_, row);
    const auto submit = [this, field, id = student.id] {
        if (const QString name = field->text().simplified(); !name.isEmpty())
            Q_EMIT renamed(id, name);
    };
    connect(field, &QLineEdit::returnPressed, this, submit);
    connect(keep, &QPushButton::clicked, this, submit);
    connect(leave, &QPushButton::clicked, this, [this] {
        renaming_ = {};
        rebuild();
    });
    lines_->addLayout(row);
    field->selectAll();
    field->setFocus();
}

void StudentsPanel::addRemoval(const store::Profile& student) {
    auto* frame = new QFrame(rows_);
    setLook(frame, "warning");
    auto* column = new QVBoxLayout(frame);
    column->setContentsMargins(space::kL, space::kM, space::kM, space::kM);
    column->addWidget(plainLabel(
        tr("Remove %1 with all progress, answers and runs? This cannot be undone.").arg(nameOf(student)),
        "body", frame));
    auto* row = new QHBoxLayout;
    row->setSpacing(space::kS);
    auto* keep = button(tr("Keep"), tr("Keep %1").arg(nameOf(student)), frame, row);
    auto* remove = button(tr("Remove for good"), tr("Remove %1 for good").arg(nameOf(student)), frame, row);
    row->addStretch(1);
    column->addLayout(row);
    connect(keep, &QPushButton::clicked, this, [this] {
        removing_ = {};
        rebuild();
    });
    connect(remove, &QPushButton::clicked, this, [this, id = student.id] { Q_EMIT removed(id); });
    lines_->addWidget(frame);
    keep->setFocus();
}

void StudentsPanel::addNewcomer() {
    auto* row = new QHBoxLayout;
    row->setSpacing(space::kS);
    auto* field = new QLineEdit(rows_);
    field->setObjectName(QStringLiteral("newcomer"));
    field->setMaxLength(kLongestName);
    field->setPlaceholderText(tr("Name of another student"));
    field->setAccessibleName(tr("Name of another student"));
    row->addWidget(field, 1);
    auto* add = button(tr("Add"), tr("Add this student"), rows_, row);
    add->setEnabled(false);
    connect(field, &QLineEdit::textChanged, add,
            [add](const QString& text) { add->setEnabled(!text.simplified().isEmpty()); });
    const auto submit = [this, field] {
        if (const QString name = field->text().simplified(); !name.isEmpty())
            Q_EMIT added(name);
    };
    connect(field, &QLineEdit::returnPressed, this, submit);
    connect(add, &QPushButton::clicked, this, submit);
    lines_->addLayout(row);
}

void StudentsPanel::addScratch() {
    auto* row = new QHBoxLayout;
    row->setSpacing(space::kS);
    row->addWidget(plainLabel(scratch_
                                  ? tr("This is the scratch profile: every lesson is open, and nothing that "
                                       "you do is kept.")
                                  : tr("For teachers: a scratch profile, in which every lesson is open and "
                                       "nothing is kept."),
                              "muted", rows_),
                   1);
    if (scratch_) {
        auto* leave = button(tr("Leave it"), tr("Leave the scratch profile"), rows_, row);
        connect(leave, &QPushButton::clicked, this, &StudentsPanel::scratchLeft);
    } else {
        auto* begin = button(tr("Use it"), tr("Use the scratch profile"), rows_, row);
        connect(begin, &QPushButton::clicked, this, &StudentsPanel::scratchWanted);
    }
    lines_->addLayout(row);
}

} // namespace downhill::app
