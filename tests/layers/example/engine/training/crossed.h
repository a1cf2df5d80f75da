// An example for the layer check; it is never compiled.
#pragma once

#include "lesson/lesson.h"
#include "training/kept.h"

#include <Eigen/Core>
#include <qstring.h>
#include <QString>
#include <QtCore/QString>
#include <rapidjson/reader.h>
#include <tl/expected.hpp>

#include <vector>
