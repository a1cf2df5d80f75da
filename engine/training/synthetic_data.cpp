#include "training/synthetic_data.h"

#include "training/philox.h"
#include "training/portable_math.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace downhill::training {

namespace {

constexpr double kPi = 3.14159265358979323846;
constexpr double kExtent = 2; ///< two-feature data is drawn from [−kExtent, kExtent]²

struct Place {
    double x;
    double y;
};

Place onCircle(double radius, double angle) {
    return {radius * portable::cos(angle), radius * portable::sin(angle)};
}

Place inSquare(RandomStream& random) {
    const double x = random.uniform(-kExtent, kExtent);
    const double y = random.uniform(-kExtent, kExtent);
    return {x, y};
}

/// Class 0 fills the disc of radius 1, class 1 the ring from 1.5 to 2, both evenly by area.
Place circlePlace(int label, RandomStream& random) {
    const double inner = label == 0 ? 0 : 1.5;
    const double outer = label == 0 ? 1 : kExtent;
    const double radius = std::sqrt(random.uniform(inner * inner, outer * outer));
    const double angle = random.uniform(0, 2 * kPi);
    return onCircle(radius, angle);
}

/// Class 1 is where exactly one of x and y is positive. The quadrants of a class take turns; a strip of 0.2
/// along the axes is left empty.
Place xorPlace(int label, Eigen::Index sample, RandomStream& random) {
    const double x = random.uniform(0.2, kExtent);
    const double y = random.uniform(0.2, kExtent);
    const bool right = (sample / 2) % 2 == 0;
    const bool up = right == (label == 0);
    return {right ? x : -x, up ? y : -y};
}

/// Clouds around evenly spaced points of a circle; half the way to the nearest neighbour is four standard
/// deviations.
Place blobPlace(int label, int classes, RandomStream& random) {
    constexpr double kRadius = 1.25;
    const double deviation = kRadius * portable::sin(kPi / classes) / 4;
    const Place centre = onCircle(kRadius, 2 * kPi * label / classes);
    const double dx = random.normal();
    const double dy = random.normal();
    return {centre.x + deviation * dx, centre.y + deviation * dy};
}

/// Arms that leave the middle and wind once and a half around it.
Place spiralPlace(int label, int classes, RandomStream& random) {
    const double along = random.uniform(0.05, 1);
    return onCircle(kExtent * along, 3 * kPi * along + 2 * kPi * label / classes);
}

/// Two half circles that reach into each other, as in scikit-learn's make_moons, stretched to the square.
Place moonPlace(int label, RandomStream& random) {
    constexpr double kScale = 4.0 / 3;
    const Place upper = onCircle(1, random.uniform(0, kPi));
    const Place place = label == 0 ? upper : Place{1 - upper.x, 0.5 - upper.y};
    return {kScale * (place.x - 0.5), kScale * (place.y - 0.25)};
}

/// Each class has a band of the radius to itself, of which it fills the outer two thirds evenly by area.
Place ringPlace(int label, int classes, RandomStream& random) {
    const double band = kExtent / classes;
    const double inner = band * (label + 1.0 / 3);
    const double outer = band * (label + 1);
    const double radius = std::sqrt(random.uniform(inner * inner, outer * outer));
    return onCircle(radius, random.uniform(0, 2 * kPi));
}

/// A board whose first field is of class 0. The fields of a class are equally likely.
Place boardPlace(int label, int cells, RandomStream& random) {
    const int fields = (cells * cells + (label == 0 ? 1 : 0)) / 2;
    const int field = static_cast<int>(random.index(static_cast<std::uint32_t>(fields)));
    // Every other field counted along the rows; in a board of even width each second row begins one later.
    const int along = 2 * field + label;
    const int row = along / cells;
    const int column = cells % 2 != 0 ? along % cells : along % cells - label + (label + row) % 2;
    const double size = 2 * kExtent / cells;
    const double x = -kExtent + size * (column + random.uniform());
    const double y = -kExtent + size * (row + random.uniform());
    return {x, y};
}

/// Four bumps of height ±1 and width 0.6.
double bumps(Place place) {
    struct Bump {
        Place centre;
        double height;
    };
    constexpr std::array<Bump, 4> kBumps{{{{1, 1}, 1}, {{-1, 1}, -1}, {{-1, -1}, 1}, {{1, -1}, -1}}};
    constexpr double kWidth = 0.6;
    double sum = 0;
    for (const Bump& bump : kBumps) {
        const double dx = place.x - bump.centre.x;
        const double dy = place.y - bump.centre.y;
        sum += bump.height * portable::exp(-(dx * dx + dy * dy) / (2 * kWidth * kWidth));
    }
    return sum;
}

/// How many classes a kind has; 0 for regression.
int classesOf(const DatasetSpec& spec) {
    switch (spec.kind) {
    case DatasetKind::Circle:
    case DatasetKind::Xor:
    case DatasetKind::Moons:
    case DatasetKind::Checkerboard:
        return 2;
    case DatasetKind::Blobs:
    case DatasetKind::Spiral:
    case DatasetKind::Rings:
        return spec.classes;
    default:
        return 0;
    }
}

Place classPlace(const DatasetSpec& spec, int label, int classes, Eigen::Index sample, RandomStream& random) {
    switch (spec.kind) {
    case DatasetKind::Xor:
        return xorPlace(label, sample, random);
    case DatasetKind::Blobs:
        return blobPlace(label, classes, random);
    case DatasetKind::Spiral:
        return spiralPlace(label, classes, random);
    case DatasetKind::Moons:
        return moonPlace(label, random);
    case DatasetKind::Rings:
        return ringPlace(label, classes, random);
    case DatasetKind::Checkerboard:
        return boardPlace(label, spec.cells, random);
    default:
        return circlePlace(label, random);
    }
}

/// Noise is drawn where there is none too, so that the data only moves when the noise is turned up.
void drawClasses(const DatasetSpec& spec, RandomStream& random, Dataset<double>& data) {
    const int classes = std::max(2, classesOf(spec));
    data.classes = classes;
    data.task = classes == 2 ? Task::BinaryClassification : Task::MultiClassification;
    for (Eigen::Index i = 0; i < data.size(); ++i) {
        const int label = static_cast<int>(i % classes);
        const Place place = classPlace(spec, label, classes, i, random);
        data.features(0, i) = place.x + spec.noise * random.normal();
        data.features(1, i) = place.y + spec.noise * random.normal();
        data.targets(0, i) = label;
    }
}

void drawSurfacePoints(const DatasetSpec& spec, RandomStream& random, Dataset<double>& data) {
    for (Eigen::Index i = 0; i < data.size(); ++i) {
        const Place place = inSquare(random);
        const double height =
            spec.kind == DatasetKind::PlaneRegression ? (place.x + place.y) / 2 : bumps(place);
        data.features(0, i) = place.x;
        data.features(1, i) = place.y;
        data.targets(0, i) = height + spec.noise * random.normal();
    }
}

void drawCurvePoints(const DatasetSpec& spec, RandomStream& random, Dataset<double>& data) {
    for (Eigen::Index i = 0; i < data.size(); ++i) {
        const double x = random.uniform(spec.range[0], spec.range[1]);
        const double y = spec.kind == DatasetKind::Line ? spec.slope * x + spec.intercept
                                                        : portable::sin(spec.frequency * x);
        data.features(0, i) = x;
        data.targets(0, i) = y + spec.noise * random.normal();
    }
}

} // namespace

Dataset<double> drawSamples(const DatasetSpec& spec, std::uint64_t seed) {
    const bool oneFeature = spec.kind == DatasetKind::Line || spec.kind == DatasetKind::Sine;
    RandomStream random(seed, Stream::Data);
    Dataset<double> data;
    data.features.resize(oneFeature ? 1 : 2, spec.samples);
    data.targets.resize(1, spec.samples);
    if (oneFeature) {
        data.featureNames = {"x"};
        drawCurvePoints(spec, random, data);
    } else {
        data.featureNames = {"x1", "x2"};
        if (classesOf(spec) > 0)
            drawClasses(spec, random, data);
        else
            drawSurfacePoints(spec, random, data);
    }
    return data;
}

} // namespace downhill::training
