#pragma once

/// Elementary functions made of + − × ÷, comparisons and square roots alone, so that every platform rounds
/// them alike. Used wherever random numbers and datasets are made; the C library's own differ between
/// platforms in the last bit. Accurate to a few units in the last place.
namespace downhill::training::portable {

// For every x, infinities and NaN included, as IEEE 754 wants it.
double log(double x);
double exp(double x);
double sin(double x);
double cos(double x);
double tan(double x);
double tanh(double x);
/// base^exponent: a negative base with a whole exponent only, 0^0 = 1, and the other edges as std::pow has
/// them.
double pow(double base, double exponent);

/// The quantile of the standard normal distribution at p, 0 < p < 1. Algorithm AS 241 (PPND16), Wichura 1988.
double inverseNormal(double p);

} // namespace downhill::training::portable
