// An example for the layer check; it is never compiled.
#pragma once

#include "training/kept.h"

#include <md4c.h>
#include <QJSEngine>
#include <QPainter>
#include <QSqlQuery>
#include <QWidget>
