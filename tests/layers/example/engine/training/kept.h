// An example for the layer check; it is never compiled.
#pragma once

#include "training/kept.h"

#include <Eigen/Dense>
#include <tl/expected.hpp>

#include <cmath>
#include <immintrin.h>
#include <sys/mman.h>
#include <zlib.h>
