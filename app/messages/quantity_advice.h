#pragma once

#include <QString>

namespace downhill::app {

/// What a quantity of an experiment means or usually is, as a clause: "0.9 is usual". `quantity` is named as
/// the training engine names it in its errors, "optimizer.beta1", "network.layers[2].dropout". Empty where
/// there is nothing to say.
QString adviceFor(const QString& quantity);

} // namespace downhill::app
