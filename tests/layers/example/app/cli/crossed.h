// An example for the layer check; it is never compiled.
#pragma once

#include "messages/crossed.h"
#include "store/crossed.h"
#include "views/kept.h"

#include <QApplication>
#include <QCoreApplication>
#include <QGuiApplication>
#include <QtCharts/QChart>
