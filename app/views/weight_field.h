#pragma once

#include <QDoubleSpinBox>

namespace downhill::app {

/// A field for a weight, with four places after the point at most. It writes numbers as the texts beside it
/// do, with a true minus and no zeros at the end, and takes a hyphen as well.
class WeightField : public QDoubleSpinBox {
    Q_OBJECT

public:
    explicit WeightField(QWidget* parent = nullptr);

    /// Room for the longest value that is likely: the limits of the range are short.
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

    QString textFromValue(double value) const override;
    double valueFromText(const QString& text) const override;
    QValidator::State validate(QString& text, int& place) const override;
};

} // namespace downhill::app
