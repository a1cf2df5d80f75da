#include "training/digits.h"

#include "training/digit_shapes.h"
#include "training/philox.h"
#include "training/portable_math.h"
#include "training/stroke_canvas.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace downhill::training {

namespace {

constexpr int kDigits = 10;
constexpr int kSmallSide = 8;
constexpr int kSmallBlock = 4; ///< pixels a side of the canvas that a pixel of a small image averages

/// A normal number that is never far out.
double bounded(RandomStream& random, double mean, double deviation) {
    constexpr double kFarthest = 2.5;
    return mean + deviation * std::clamp(random.normal(), -kFarthest, kFarthest);
}

/// How a hand writes a digit: what happens to the points of its shape, and the pen.
struct Hand {
    double scatter; ///< of each point
    double lean;    ///< how far the top lies to the right, a share of the height
    double bow;     ///< curvature of what should be straight
    double taper;   ///< how much wider the bottom is than the top
    double waist;   ///< how far the middle is moved down
    double width;   ///< scale of x
    double height;  ///< scale of y, a share of the side
    double sine;    ///< of the angle it is turned by
    double cosine;
    double pen;      ///< radius, a share of the height
    double pressure; ///< radius at a stroke's end over that at its beginning
    PenPoint shift;  ///< share of the side
};

Hand drawHand(RandomStream& random, bool small) {
    // Most write neatly and some do not.
    const double haste = random.uniform();
    const double care = 0.55 + 1.25 * haste * haste;
    Hand hand{};
    hand.scatter = 0.024 * care;
    hand.lean = bounded(random, 0.10, 0.16);
    hand.bow = bounded(random, 0, 0.11 * care);
    hand.taper = bounded(random, 0, 0.17 * care);
    hand.waist = bounded(random, 0, 0.10 * care);
    hand.width = bounded(random, 1, 0.13);
    hand.height = bounded(random, small ? 0.88 : 0.70, small ? 0.04 : 0.045);
    const double angle = bounded(random, 0, 0.09);
    hand.sine = portable::sin(angle);
    hand.cosine = portable::cos(angle);
    hand.pen = bounded(random, small ? 0.078 : 0.056, small ? 0.011 : 0.014);
    hand.pressure = bounded(random, 0.95, 0.12);
    const double reach = small ? 0.02 : 0.03;
    hand.shift.x = bounded(random, 0, reach);
    hand.shift.y = bounded(random, 0, reach);
    return hand;
}

const DigitShape& chooseShape(int digit, RandomStream& random) {
    const auto shapes = digitShapes(digit);
    double left = random.uniform();
    for (const DigitShape& shape : shapes) {
        left -= shape.share;
        if (left < 0)
            return shape;
    }
    return shapes.back();
}

/// Bends, leans, stretches and turns a point of a shape; the square of side 1 stays about one.
PenPoint written(PenPoint point, const Hand& hand) {
    const double bulge = 0.25 - point.y * point.y;
    const double y = point.y + hand.waist * bulge;
    const double x = hand.width * (point.x * (1 + hand.taper * point.y)) + hand.bow * bulge - hand.lean * y;
    return {hand.cosine * x - hand.sine * y, hand.sine * x + hand.cosine * y};
}

/// A digit's strokes on their way to the canvas; the buffers are used again for each.
class Writer {
public:
    explicit Writer(bool small) : small_(small) {}

    void write(int digit, RandomStream& random, StrokeCanvas& canvas, int canvasSide) {
        const DigitShape& shape = chooseShape(digit, random);
        const Hand hand = drawHand(random, small_);
        places_.clear();
        moved_.clear();
        for (const DigitStroke& stroke : shape.strokes) {
            for (const PenPoint point : stroke.points)
                move(point, hand, random);
        }
        fitTo(canvasSide, hand);
        const double radius = hand.pen * hand.height * canvasSide;
        std::size_t begin = 0;
        for (const DigitStroke& stroke : shape.strokes) {
            const std::size_t count = stroke.points.size();
            canvas.curve(std::span(moved_).subspan(begin, count), stroke.closed, radius,
                         stroke.closed ? radius : radius * hand.pressure);
            begin += count;
        }
    }

private:
    /// Points that strokes share stay together.
    void move(PenPoint point, const Hand& hand, RandomStream& random) {
        const auto known =
            static_cast<std::size_t>(std::find(places_.begin(), places_.end(), point) - places_.begin());
        places_.push_back(point);
        if (known < moved_.size()) {
            const PenPoint moved = moved_[known];
            moved_.push_back(moved);
            return;
        }
        const double dx = bounded(random, 0, hand.scatter);
        const double dy = bounded(random, 0, hand.scatter);
        moved_.push_back(written({point.x + dx, point.y + dy}, hand));
    }

    /// Scales the points to pixels, puts their middle near that of the canvas, and keeps them on it.
    void fitTo(int side, const Hand& hand) {
        PenPoint least = moved_.front();
        PenPoint most = moved_.front();
        for (const PenPoint point : moved_) {
            least = {std::min(least.x, point.x), std::min(least.y, point.y)};
            most = {std::max(most.x, point.x), std::max(most.y, point.y)};
        }
        const double largest = std::max({most.x - least.x, most.y - least.y, 1.0});
        const double scale = hand.height * side / largest;
        const double room = hand.pen * hand.height * side;
        const auto place = [&](double value, double low, double high, double shift) {
            const double half = (high - low) / 2 * scale;
            const double slack = std::max(side / 2.0 - half - room, 0.0);
            return (value - (low + high) / 2) * scale + side / 2.0 + std::clamp(shift * side, -slack, slack);
        };
        for (PenPoint& point : moved_) {
            point = {place(point.x, least.x, most.x, hand.shift.x),
                     place(point.y, least.y, most.y, hand.shift.y)};
        }
    }

    bool small_;
    std::vector<PenPoint> places_{};
    std::vector<PenPoint> moved_{};
};

void addNoise(std::span<std::uint8_t> pixels, double noise, RandomStream& random) {
    for (std::uint8_t& pixel : pixels) {
        const double value = std::clamp(pixel + kFullPixel * noise * random.normal(), 0.0, kFullPixel);
        pixel = static_cast<std::uint8_t>(std::lround(value));
    }
}

} // namespace

ImageSet drawDigits(const DigitSettings& settings, std::uint64_t seed) {
    const bool small = settings.side == kSmallSide;
    const int block = small ? kSmallBlock : 1;
    const int canvasSide = settings.side * block;
    ImageSet images{.width = settings.side, .height = settings.side};
    images.pixels.resize(images.width * images.height, settings.samples);
    StrokeCanvas canvas(canvasSide);
    Writer writer(small);
    for (Eigen::Index i = 0; i < settings.samples; ++i) {
        const auto digit = static_cast<int>(i % kDigits);
        // Two stretches of the stream a sample, so that each can be drawn without those before it.
        const auto part = static_cast<std::uint32_t>(2 * i);
        RandomStream shape(seed, Stream::Data, part);
        canvas.clear();
        writer.write(digit, shape, canvas, canvasSide);
        const std::span pixels(images.pixels.col(i).data(), static_cast<std::size_t>(images.pixels.rows()));
        canvas.copyTo(pixels, block);
        if (settings.noise > 0) {
            RandomStream noise(seed, Stream::Data, part + 1);
            addNoise(pixels, settings.noise, noise);
        }
        images.labels.push_back(static_cast<std::uint8_t>(digit));
    }
    return images;
}

} // namespace downhill::training
