#pragma once

#include "lesson/diagnostic.h"
#include "lesson/glossary.h"
#include "lesson/text_source.h"

#include <QSet>
#include <QString>

#include <vector>

namespace downhill::lesson {

/// Reads `folder`/glossary.json, where there is one. `lessons` are the ids of the course's lessons. A term
/// with findings is kept as far as it could be read, so that links to it are not reported as well. Findings
/// and texts are added behind those that are there.
Glossary readGlossary(const QString& folder, const QSet<QString>& lessons, Diagnostics& diagnostics,
                      TextSources& texts);

/// Reads `folder`/faq.json, where there is one, in the same way.
std::vector<Faq> readFaq(const QString& folder, const QSet<QString>& lessons, Diagnostics& diagnostics,
                         TextSources& texts);

} // namespace downhill::lesson
