// An example for the layer check; it is never compiled.
#pragma once

#include "markup/crossed.h"
#include "store/crossed.h"

#include <Eigen/Core>
#include <QColor>
#include <QString>
#include <rapidjson/reader.h>
