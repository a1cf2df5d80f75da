#pragma once

#include <QString>

namespace downhill::markup {

/// The character that "&amp;", "&#8217;" or "&#x2019;" names; what it does not know it leaves as it is.
QString decodedEntity(const QString& entity);

} // namespace downhill::markup
