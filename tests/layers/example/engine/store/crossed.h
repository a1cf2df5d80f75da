// An example for the layer check; it is never compiled.
#pragma once

#include "lesson/crossed.h"
#include "training/kept.h"

#include <QColor>
#include <QSqlDatabase>
#include <rapidjson/reader.h>

#include <string>
