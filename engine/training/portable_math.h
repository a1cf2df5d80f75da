#pragma once

/// Elementary functions made of + − × ÷, comparisons and square roots alone, so that every platform rounds
/// them alike. Used wherever random numbers and datasets are made; the C library's own differ between
/// platforms in the last bit. Accurate to a few units in the last place over the ranges named.
namespace downhill::training::portable {

double log(double x); ///< x positive, finite and not subnormal
double exp(double x); ///< −700 ≤ x ≤ 700
double sin(double x); ///< |x| ≤ 10⁶
double cos(double x); ///< |x| ≤ 10⁶

/// The quantile of the standard normal distribution at p, 0 < p < 1. Algorithm AS 241 (PPND16), Wichura 1988.
double inverseNormal(double p);

} // namespace downhill::training::portable
