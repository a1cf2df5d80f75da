#include "views/update_lines.h"

#include "charts/number_text.h"

#include <algorithm>
#include <cmath>

namespace downhill::app {
namespace {

using Kind = training::OptimizerSettings::Kind;

/// A number after an operator: one below zero in parentheses.
QString term(double value) {
    const QString text = texNumber(value);
    return value < 0 ? QStringLiteral("(%1)").arg(text) : text;
}

/// What stood in `now` = share · before + added; nothing but rounding counts as 0.
double before(double now, double added, double share) {
    const double rest = now - added;
    if (share == 0 || std::abs(rest) <= 1e-6 * std::max(std::abs(now), std::abs(added)))
        return 0;
    return rest / share;
}

class Lines {
public:
    explicit Lines(const UpdateNumbers& numbers) : n_(numbers), s_(numbers.settings) {}

    std::vector<UpdateLine> all() {
        regularise();
        switch (s_.kind) {
        case Kind::Sgd:
            step(QStringLiteral("g"), g_);
            break;
        case Kind::Momentum:
        case Kind::Nesterov:
            momentum();
            break;
        case Kind::Adagrad:
            adagrad();
            break;
        case Kind::RmsProp:
            rmsProp();
            break;
        case Kind::Adam:
        case Kind::AdamW:
        case Kind::AmsGrad:
            adam();
            break;
        }
        return std::move(lines_);
    }

private:
    void add(QString rule, QString numbers, double result) {
        lines_.push_back({std::move(rule), std::move(numbers), result});
    }

    void regularise() {
        if (s_.weightDecay > 0 && s_.kind == Kind::AdamW) {
            const double decayed = w_ - n_.rate * s_.weightDecay * w_;
            add(QStringLiteral("w \\leftarrow w - \\alpha\\lambda\\,w"),
                QStringLiteral("%1 - %2 \\cdot %3 \\cdot %4")
                    .arg(texNumber(w_), term(n_.rate), term(s_.weightDecay), term(w_)),
                decayed);
            w_ = decayed;
        } else if (s_.weightDecay > 0) {
            const double sum = g_ + s_.weightDecay * w_;
            add(QStringLiteral("g \\leftarrow g + \\lambda\\,w"),
                QStringLiteral("%1 + %2 \\cdot %3").arg(texNumber(g_), term(s_.weightDecay), term(w_)), sum);
            g_ = sum;
        }
        if (s_.l1 > 0) {
            const double sign = n_.before > 0 ? 1 : n_.before < 0 ? -1 : 0;
            const double sum = g_ + s_.l1 * sign;
            add(QStringLiteral("g \\leftarrow g + \\lambda_1 \\operatorname{sign}(w)"),
                QStringLiteral("%1 + %2 \\cdot %3").arg(texNumber(g_), term(s_.l1), term(sign)), sum);
            g_ = sum;
        }
    }

    /// The last line: w ← w − α · direction.
    void step(const QString& symbol, double direction) {
        add(QStringLiteral("w \\leftarrow w - \\alpha\\,%1").arg(symbol),
            QStringLiteral("%1 - %2 \\cdot %3").arg(texNumber(w_), term(n_.rate), term(direction)),
            w_ - n_.rate * direction);
    }

    /// The velocity `name`, into which `entering` goes.
    void velocity(const QString& name, const QString& symbol, double entering, double dampening,
                  bool firstIsWhole) {
        const double share = 1 - dampening;
        if (firstIsWhole && n_.steps == 1) {
            add(QStringLiteral("%1 \\leftarrow %2").arg(name, symbol), texNumber(entering), n_.first);
            return;
        }
        const double old = before(n_.first, share * entering, s_.momentum);
        if (dampening == 0) {
            add(QStringLiteral("%1 \\leftarrow \\beta\\,%1 + %2").arg(name, symbol),
                QStringLiteral("%1 \\cdot %2 + %3").arg(texNumber(s_.momentum), term(old), term(entering)),
                n_.first);
        } else {
            add(QStringLiteral("%1 \\leftarrow \\beta\\,%1 + (1 - d)\\,%2").arg(name, symbol),
                QStringLiteral("%1 \\cdot %2 + %3 \\cdot %4")
                    .arg(texNumber(s_.momentum), term(old), term(share), term(entering)),
                n_.first);
        }
    }

    void momentum() {
        if (s_.momentum == 0) {
            step(QStringLiteral("g"), g_);
            return;
        }
        const bool nesterov = s_.kind == Kind::Nesterov;
        velocity(QStringLiteral("v"), QStringLiteral("g"), g_, nesterov ? 0 : s_.dampening, true);
        if (!nesterov) {
            step(QStringLiteral("v"), n_.first);
            return;
        }
        add(QStringLiteral("n \\leftarrow g + \\beta\\,v"),
            QStringLiteral("%1 + %2 \\cdot %3").arg(texNumber(g_), term(s_.momentum), term(n_.first)),
            g_ + s_.momentum * n_.first);
        step(QStringLiteral("n"), g_ + s_.momentum * n_.first);
    }

    void adagrad() {
        const double old = before(n_.second, g_ * g_, 1);
        add(QStringLiteral("s \\leftarrow s + g^2"),
            QStringLiteral("%1 + %2^2").arg(texNumber(old), term(g_)), n_.second);
        scaled(QStringLiteral("g"), QStringLiteral("s"), g_, n_.second);
    }

    /// β · old + (1 − β) · entering, of a running mean.
    void mean(const QString& symbol, const QString& share, double weight, const QString& entering,
              const QString& enteringNumbers, double value, double now) {
        const double old = before(now, (1 - weight) * value, weight);
        add(QStringLiteral("%1 \\leftarrow %2\\,%1 + (1 - %2)\\,%3").arg(symbol, share, entering),
            QStringLiteral("%1 \\cdot %2 + %3 \\cdot %4")
                .arg(texNumber(weight), term(old), term(1 - weight), enteringNumbers),
            now);
    }

    void scaled(const QString& symbol, const QString& root, double value, double square) {
        const double scaledValue = value / (std::sqrt(square) + s_.epsilon);
        const QString rule = QStringLiteral("\\frac{%1}{\\sqrt{%2} + \\varepsilon}").arg(symbol, root);
        const QString numbers = QStringLiteral("\\frac{%1}{\\sqrt{%2} + %3}")
                                    .arg(texNumber(value), texNumber(square), texNumber(s_.epsilon));
        if (s_.kind == Kind::RmsProp && s_.momentum > 0) {
            add(QStringLiteral("u \\leftarrow %1").arg(rule), numbers, scaledValue);
            velocity(QStringLiteral("b"), QStringLiteral("u"), scaledValue, 0, false);
            step(QStringLiteral("b"), n_.first);
            return;
        }
        add(QStringLiteral("w \\leftarrow w - \\alpha\\,%1").arg(rule),
            QStringLiteral("%1 - %2 \\cdot %3").arg(texNumber(w_), term(n_.rate), numbers),
            w_ - n_.rate * scaledValue);
    }

    void rmsProp() {
        mean(QStringLiteral("v"), QStringLiteral("\\rho"), s_.smoothing, QStringLiteral("g^2"),
             term(g_) + QStringLiteral("^2"), g_ * g_, n_.second);
        if (!s_.centered) {
            scaled(QStringLiteral("g"), QStringLiteral("v"), g_, n_.second);
            return;
        }
        mean(QStringLiteral("a"), QStringLiteral("\\rho"), s_.smoothing, QStringLiteral("g"), term(g_), g_,
             n_.third);
        scaled(QStringLiteral("g"), QStringLiteral("v - a^2"), g_,
               std::max(0.0, n_.second - n_.third * n_.third));
    }

    void adam() {
        mean(QStringLiteral("m"), QStringLiteral("\\beta_1"), s_.beta1, QStringLiteral("g"), term(g_), g_,
             n_.first);
        mean(QStringLiteral("v"), QStringLiteral("\\beta_2"), s_.beta2, QStringLiteral("g^2"),
             term(g_) + QStringLiteral("^2"), g_ * g_, n_.second);
        double square = n_.second;
        QString root = QStringLiteral("v");
        if (s_.kind == Kind::AmsGrad) {
            root = QStringLiteral("\\bar v");
            square = n_.third;
            add(QStringLiteral("\\bar v \\leftarrow \\max(\\bar v, v)"), texNumber(square), square);
        }
        double m = n_.first;
        QString top = QStringLiteral("m");
        if (s_.biasCorrection) {
            const auto t = static_cast<double>(n_.steps);
            const double c1 = 1 - std::pow(s_.beta1, t), c2 = 1 - std::pow(s_.beta2, t);
            add(QStringLiteral("\\hat m = \\frac{m}{1 - \\beta_1^t}"),
                QStringLiteral("\\frac{%1}{%2}").arg(texNumber(m), texNumber(c1)), m / c1);
            add(QStringLiteral("\\hat v = \\frac{%1}{1 - \\beta_2^t}").arg(root),
                QStringLiteral("\\frac{%1}{%2}").arg(texNumber(square), texNumber(c2)), square / c2);
            m /= c1;
            square /= c2;
            top = QStringLiteral("\\hat m");
            root = QStringLiteral("\\hat v");
        }
        scaled(top, root, m, square);
    }

    const UpdateNumbers& n_;
    const training::OptimizerSettings& s_;
    double w_ = n_.before;
    double g_ = n_.gradient;
    std::vector<UpdateLine> lines_{};
};

} // namespace

QString texNumber(double value) {
    if (!std::isfinite(value))
        return std::isnan(value) ? QStringLiteral("\\text{NaN}")
               : value > 0       ? QStringLiteral("\\infty")
                                 : QStringLiteral("-\\infty");
    if (value == 0)
        return QStringLiteral("0");
    const int exponent = static_cast<int>(std::floor(std::log10(std::abs(value))));
    const bool power = exponent >= 6 || exponent < -4;
    const double front = power ? value / std::pow(10.0, exponent) : value;
    QLocale locale = numberLocale();
    locale.setNumberOptions(QLocale::OmitGroupSeparator);
    QString text = std::isfinite(front) ? locale.toString(front, 'g', exponent >= 4 && !power ? 6 : 4)
                                        : QString::number(value, 'g', 3);
    text.replace(QChar(0x2212), QLatin1Char('-'));
    text.replace(locale.decimalPoint(), QStringLiteral("{%1}").arg(locale.decimalPoint()));
    return power ? QStringLiteral("%1\\cdot 10^{%2}").arg(text).arg(exponent) : text;
}

std::optional<UpdateNumbers> lastUpdate(const training::OptimizerSettings& settings,
                                        const training::RunSnapshot& run, std::size_t parameter) {
    // Once the next step has begun, the gradient is no longer the one that the last step went by.
    if (run.nextActAt != 0 || parameter >= run.lastMove.size() || parameter >= run.parameters.size() ||
        parameter >= run.gradient.size())
        return std::nullopt;
    const auto of = [parameter](const std::vector<float>& values) {
        return parameter < values.size() ? static_cast<double>(values[parameter]) : 0.0;
    };
    UpdateNumbers numbers;
    numbers.settings = settings;
    numbers.rate = run.learningRate * run.optimizer.factor;
    numbers.steps = run.optimizer.steps;
    numbers.after = of(run.parameters);
    numbers.before = numbers.after - of(run.lastMove);
    numbers.gradient = of(run.gradient);
    numbers.first = of(run.optimizer.first);
    numbers.second = of(run.optimizer.second);
    numbers.third = of(run.optimizer.third);
    return numbers;
}

std::vector<UpdateLine> updateLines(const UpdateNumbers& numbers) {
    return Lines(numbers).all();
}

} // namespace downhill::app
