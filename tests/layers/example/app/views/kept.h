// An example for the layer check; it is never compiled.
#pragma once

#include "theme/theme.h"
#include "training/kept.h"

#include <QChart>
#include <QLabel>
#include <QtWidgets/QLabel>

#include <anything/at/all.h>
