#include "settings/settings_page.h"

#include "experiment/thin_slider.h"
#include "lesson/fsrs.h"
#include "settings/students_panel.h"
#include "theme/appearance.h"
#include "theme/look.h"
#include "theme/motion.h"

#include <QAction>
#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>

namespace downhill::app {
namespace {

constexpr int kWidest = 720;
constexpr int kLeastPercent = 80;
constexpr int kGreatestPercent = 200;
constexpr int kPercentStep = 10;
constexpr int kLabelWidth = 190; ///< px at the usual text size

QString percent(int value) {
    return SettingsPage::tr("%1 %").arg(QLocale().toString(value));
}

/// A line of a setting: what it is called, and the control beside it.
QHBoxLayout* addLine(QVBoxLayout* card, const QString& name, QWidget* control, double scale) {
    auto* row = new QHBoxLayout;
    row->setSpacing(space::kM);
    auto* label = new QLabel(name);
    label->setMinimumWidth(qRound(kLabelWidth * scale));
    label->setBuddy(control);
    row->addWidget(label);
    row->addWidget(control, 1);
    card->addLayout(row);
    return row;
}

void addNote(QVBoxLayout* card, const QString& text) {
    auto* note = new QLabel(text);
    setLook(note, "caption");
    note->setWordWrap(true);
    card->addWidget(note);
}

} // namespace

SettingsPage::SettingsPage(Appearance& appearance, Motion& motion, QAction& unlockAll, QWidget* parent)
    : PageColumn(appearance, kWidest, parent), appearance_(appearance), motion_(motion) {
    setAccessibleName(tr("Settings"));
    addText(tr("Settings"), "title");
    addText(tr("How it looks"), "heading");
    addLook();
    addText(tr("Students"), "heading");
    students_ = new StudentsPanel(this);
    column()->addWidget(students_);
    addText(tr("Reviews"), "heading");
    addReviews();
    addText(tr("Teaching"), "heading");
    addTeaching(unlockAll);
    addText(tr("Data"), "heading");
    addData();
    column()->addStretch(1);
    connect(&appearance_, &Appearance::changed, this, &SettingsPage::showLook);
    connect(&motion_, &Motion::changed, this, &SettingsPage::showLook);
    showLook();
}

void SettingsPage::addLook() {
    QVBoxLayout* card = addCard();
    auto* themes = new QWidget(this);
    auto* row = new QHBoxLayout(themes);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::kS);
    const QStringList names{tr("As the system"), tr("Light"), tr("Dark")};
    for (const auto scheme :
         {Appearance::Scheme::System, Appearance::Scheme::Light, Appearance::Scheme::Dark}) {
        auto* button = new QToolButton(themes);
        setLook(button, "segment");
        button->setText(names.at(static_cast<int>(scheme)));
        button->setAccessibleName(tr("Theme: %1").arg(button->text()));
        button->setCheckable(true);
        button->setAutoExclusive(true);
        button->setFocusPolicy(Qt::StrongFocus);
        connect(button, &QToolButton::clicked, this, [this, scheme] { appearance_.setScheme(scheme); });
        row->addWidget(button);
        themes_.append(button);
    }
    row->addStretch(1);
    addLine(card, tr("Theme"), themes, appearance_.textScale());

    textSize_ = new ThinSlider(appearance_, this);
    textSize_->setObjectName(QStringLiteral("text-size"));
    textSize_->setAccessibleName(tr("Text size"));
    textSize_->setRange(kLeastPercent / kPercentStep, kGreatestPercent / kPercentStep);
    textSize_->setPageStep(1);
    textSize_->setTracking(false); // the page would move under the pointer while it is dragged
    textSizeValue_ = new QLabel(this);
    setLook(textSizeValue_, "value");
    addLine(card, tr("Text size"), textSize_, appearance_.textScale())->addWidget(textSizeValue_);
    connect(textSize_, &QSlider::valueChanged, this,
            [this](int tens) { appearance_.setTextScale(tens * kPercentStep / 100.0); });
    connect(textSize_, &QSlider::sliderMoved, this,
            [this](int tens) { textSizeValue_->setText(percent(tens * kPercentStep)); });

    reduced_ = new QCheckBox(tr("Reduce motion"), this);
    card->addWidget(reduced_);
    addNote(card, tr("Nothing blinks, slides or fades. What trains still moves when you let it."));
    connect(reduced_, &QCheckBox::toggled, this, [this](bool on) { motion_.setReduced(on); });
}

void SettingsPage::addReviews() {
    QVBoxLayout* card = addCard();
    retention_ = new ThinSlider(appearance_, this);
    retention_->setObjectName(QStringLiteral("retention"));
    retention_->setAccessibleName(tr("How sure you want to be that you remember"));
    retention_->setRange(qRound(lesson::fsrs::kLeastRetention * 100),
                         qRound(lesson::fsrs::kGreatestRetention * 100));
    retentionValue_ = new QLabel(this);
    setLook(retentionValue_, "value");
    addLine(card, tr("Remember with"), retention_, appearance_.textScale())->addWidget(retentionValue_);
    addNote(card, tr("A question comes back when you would still know it with this probability. More means "
                     "more questions each day. It counts from your next answer on."));
    connect(retention_, &QSlider::valueChanged, this, [this](int value) {
        retentionValue_->setText(percent(value));
        Q_EMIT retentionChanged(value / 100.0);
    });
}

void SettingsPage::addTeaching(QAction& unlockAll) {
    QVBoxLayout* card = addCard();
    auto* unlock = new QCheckBox(tr("Unlock all lessons"), this);
    unlock->setChecked(unlockAll.isChecked());
    card->addWidget(unlock);
    addNote(card, tr("Shows every lesson as open, whatever was learnt before it."));
    connect(unlock, &QCheckBox::clicked, &unlockAll, &QAction::trigger);
    connect(&unlockAll, &QAction::changed, unlock, [unlock, action = &unlockAll] {
        unlock->setChecked(action->isChecked());
        unlock->setEnabled(action->isEnabled());
    });
}

void SettingsPage::addData() {
    QVBoxLayout* card = addCard();
    folder_ = new QLabel(this);
    folder_->setObjectName(QStringLiteral("data-folder"));
    folder_->setTextFormat(Qt::PlainText);
    folder_->setWordWrap(true);
    folder_->setAccessibleName(tr("Folder of your data"));
    folder_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto* row = new QHBoxLayout;
    row->addWidget(folder_, 1);
    auto* open = new QPushButton(tr("Open"), this);
    open->setAccessibleName(tr("Open the folder of your data"));
    connect(open, &QPushButton::clicked, this, &SettingsPage::dataFolderWanted);
    row->addWidget(open);
    card->addLayout(row);
    addNote(card,
            tr("Progress, answers and runs are in one file there, with backups of the last days beside it. "
               "Nothing leaves this computer."));
}

void SettingsPage::showLook() {
    for (qsizetype i = 0; i < themes_.size(); ++i)
        themes_[i]->setChecked(static_cast<int>(appearance_.scheme()) == i);
    const int shown = qRound(appearance_.textScale() * 100);
    const QSignalBlocker quiet(textSize_);
    textSize_->setValue(qRound(appearance_.textScale() * 100 / kPercentStep));
    textSizeValue_->setText(percent(shown));
    reduced_->setChecked(motion_.isReduced());
}

void SettingsPage::setDataFolder(const QString& folder) {
    folder_->setText(folder);
}

void SettingsPage::setRetention(double retention) {
    const QSignalBlocker quiet(retention_);
    retention_->setValue(qRound(retention * 100));
    retentionValue_->setText(percent(retention_->value()));
}

void SettingsPage::showStudents() {
    ensureWidgetVisible(students_, 0, space::kXl);
    students_->setFocus();
}

} // namespace downhill::app
