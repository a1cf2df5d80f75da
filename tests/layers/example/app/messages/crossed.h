// An example for the layer check; it is never compiled.
#pragma once

#include "cli/crossed.h"
#include "lesson/crossed.h"
#include "views/kept.h"

#include <QCoreApplication>
#include <QLabel>
#include <QtWidgets/QLabel>
