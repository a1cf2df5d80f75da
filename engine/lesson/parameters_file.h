#pragma once

#include "lesson/reader.h"
#include "training/network.h"

#include <QByteArray>

#include <span>
#include <vector>

/// The weights of a network as a JSON file: a list of layers, each
///
///     { "weights": [[…], …], "bias": […] }
///
/// with a row of weights for each output and in it a number for each input, as torch.nn.Linear keeps them. A
/// layer with batch norm has also a `scale` and a `shift` for each output (weight and bias of
/// torch.nn.BatchNorm1d); its running mean and variance are no parameters.
namespace downhill::lesson {

/// Reads the parameters of a network of these shapes, in the order of its flat vector. Findings: another
/// number of layers, rows or numbers (WrongLength), what is not a number (WrongType), a number beyond a float
/// (OutOfRange). The file's size is bounded by the number of parameters.
Reading<std::vector<double>> readParameters(const QString& file,
                                            std::span<const training::LayerShape> layers);

/// The same file, each number with as many digits as bring it back exactly. A number that is not finite
/// becomes `null`, which readParameters() refuses.
QByteArray writeParameters(std::span<const double> parameters, std::span<const training::LayerShape> layers);
QByteArray writeParameters(std::span<const float> parameters, std::span<const training::LayerShape> layers);

} // namespace downhill::lesson
