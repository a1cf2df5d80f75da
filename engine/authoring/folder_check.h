#pragma once

#include "lesson/diagnostic.h"
#include "lesson/lesson.h"
#include "lesson/text_source.h"

#include <QSet>
#include <QString>

namespace downhill::authoring {

/// The files in a lesson's folder that nothing names: neither the lesson nor its texts, of which `pictures`
/// are the canonical paths of those they show. README, LICENSE and translations are everybody's; hidden files
/// and what lies behind links are not looked at. Bounded: of very many files the rest is left out.
lesson::Diagnostics findUnusedFiles(const lesson::Lesson& lesson, const lesson::TextSources& texts,
                                    const QSet<QString>& pictures);

} // namespace downhill::authoring
