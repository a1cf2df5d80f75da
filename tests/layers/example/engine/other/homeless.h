// An example for the layer check; it is never compiled.
#pragma once

#include <vector>
