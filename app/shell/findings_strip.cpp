#include "shell/findings_strip.h"

#include "theme/look.h"
#include "theme/theme.h"

#include <QLabel>
#include <QVBoxLayout>

namespace downhill::app {
namespace {

constexpr int kMostShown = 6;

} // namespace

FindingsStrip::FindingsStrip(QWidget* parent) : QFrame(parent), list_(new QLabel(this)) {
    setLook(this, "warning");
    setObjectName(QStringLiteral("findings"));
    auto* headline = new QLabel(
        tr("This lesson was changed and cannot be read now. What you see is the last one that could."), this);
    setLook(headline, "value");
    headline->setWordWrap(true);
    list_->setTextFormat(Qt::PlainText);
    list_->setWordWrap(true);
    list_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    list_->setAccessibleName(tr("What is wrong with the lesson"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::kL, space::kS, space::kL, space::kS);
    column->setSpacing(space::kXs);
    column->addWidget(headline);
    column->addWidget(list_);
    hide();
}

void FindingsStrip::showFindings(const QStringList& findings) {
    QStringList shown = findings.mid(0, kMostShown);
    if (findings.size() > kMostShown)
        shown.append(tr("And %1 more.").arg(findings.size() - kMostShown));
    list_->setText(shown.join(u'\n'));
    setVisible(!findings.isEmpty());
}

} // namespace downhill::app
