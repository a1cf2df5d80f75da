#include "training/digit_shapes.h"

#include <array>

namespace downhill::training {

namespace {

// Zero
constexpr std::array kZeroA{PenPoint{0, -0.5},    PenPoint{-0.2, -0.38}, PenPoint{-0.28, 0},
                            PenPoint{-0.2, 0.38}, PenPoint{0, 0.5},      PenPoint{0.2, 0.38},
                            PenPoint{0.28, 0},    PenPoint{0.2, -0.38}};
constexpr std::array kZeroAStrokes{DigitStroke{kZeroA, true}};
constexpr std::array kZeroB{PenPoint{0.08, -0.45}, PenPoint{-0.14, -0.42}, PenPoint{-0.27, -0.1},
                            PenPoint{-0.23, 0.28}, PenPoint{-0.03, 0.49},  PenPoint{0.18, 0.36},
                            PenPoint{0.26, 0.02},  PenPoint{0.19, -0.34},  PenPoint{0.02, -0.49},
                            PenPoint{-0.09, -0.44}};
constexpr std::array kZeroBStrokes{DigitStroke{kZeroB}};
constexpr std::array kZeroC{PenPoint{0.04, -0.5},  PenPoint{-0.13, -0.34}, PenPoint{-0.19, 0.02},
                            PenPoint{-0.13, 0.38}, PenPoint{0, 0.5},       PenPoint{0.14, 0.34},
                            PenPoint{0.2, -0.02},  PenPoint{0.16, -0.38}};
constexpr std::array kZeroCStrokes{DigitStroke{kZeroC, true}};
constexpr std::array kZeroShapes{DigitShape{0.5, kZeroAStrokes}, DigitShape{0.3, kZeroBStrokes},
                                 DigitShape{0.2, kZeroCStrokes}};

// One
constexpr std::array kOneA{PenPoint{0.03, -0.5}, PenPoint{0.01, 0}, PenPoint{-0.02, 0.5}};
constexpr std::array kOneAStrokes{DigitStroke{kOneA}};
constexpr std::array kOneB1{PenPoint{-0.19, -0.28}, PenPoint{-0.06, -0.39}, PenPoint{0.04, -0.5}};
constexpr std::array kOneB2{PenPoint{0.04, -0.5}, PenPoint{0.03, 0}, PenPoint{0.02, 0.5}};
constexpr std::array kOneBStrokes{DigitStroke{kOneB1}, DigitStroke{kOneB2}};
constexpr std::array kOneC1{PenPoint{-0.18, -0.3}, PenPoint{-0.06, -0.4}, PenPoint{0.03, -0.5}};
constexpr std::array kOneC2{PenPoint{0.03, -0.5}, PenPoint{0.02, 0}, PenPoint{0.02, 0.48}};
constexpr std::array kOneC3{PenPoint{-0.19, 0.48}, PenPoint{0.02, 0.48}, PenPoint{0.22, 0.47}};
constexpr std::array kOneCStrokes{DigitStroke{kOneC1}, DigitStroke{kOneC2}, DigitStroke{kOneC3}};
constexpr std::array kOneShapes{DigitShape{0.5, kOneAStrokes}, DigitShape{0.35, kOneBStrokes},
                                DigitShape{0.15, kOneCStrokes}};

// Two
constexpr std::array kTwoA1{PenPoint{-0.27, -0.27}, PenPoint{-0.15, -0.46}, PenPoint{0.07, -0.49},
                            PenPoint{0.24, -0.32},  PenPoint{0.17, -0.05},  PenPoint{-0.05, 0.22},
                            PenPoint{-0.28, 0.46}};
constexpr std::array kTwoA2{PenPoint{-0.28, 0.46}, PenPoint{0, 0.44}, PenPoint{0.3, 0.46}};
constexpr std::array kTwoAStrokes{DigitStroke{kTwoA1}, DigitStroke{kTwoA2}};
constexpr std::array kTwoB{PenPoint{-0.26, -0.3}, PenPoint{-0.1, -0.48}, PenPoint{0.14, -0.45},
                           PenPoint{0.23, -0.24}, PenPoint{0.11, 0.06},  PenPoint{-0.1, 0.32},
                           PenPoint{-0.25, 0.46}, PenPoint{-0.31, 0.36}, PenPoint{-0.16, 0.29},
                           PenPoint{0.06, 0.4},   PenPoint{0.31, 0.43}};
constexpr std::array kTwoBStrokes{DigitStroke{kTwoB}};
constexpr std::array kTwoC1{PenPoint{-0.22, -0.36}, PenPoint{-0.02, -0.5}, PenPoint{0.2, -0.4},
                            PenPoint{0.21, -0.14},  PenPoint{0.03, 0.12},  PenPoint{-0.15, 0.32},
                            PenPoint{-0.26, 0.48}};
constexpr std::array kTwoC2{PenPoint{-0.26, 0.48}, PenPoint{0, 0.48}, PenPoint{0.28, 0.47}};
constexpr std::array kTwoCStrokes{DigitStroke{kTwoC1}, DigitStroke{kTwoC2}};
constexpr std::array kTwoShapes{DigitShape{0.4, kTwoAStrokes}, DigitShape{0.35, kTwoBStrokes},
                                DigitShape{0.25, kTwoCStrokes}};

// Three
constexpr std::array kThreeA1{PenPoint{-0.25, -0.38}, PenPoint{-0.05, -0.5}, PenPoint{0.18, -0.42},
                              PenPoint{0.2, -0.2},    PenPoint{0.07, -0.06}, PenPoint{-0.09, -0.02}};
constexpr std::array kThreeA2{PenPoint{-0.09, -0.02}, PenPoint{0.14, 0.02}, PenPoint{0.26, 0.2},
                              PenPoint{0.18, 0.42},   PenPoint{-0.04, 0.5}, PenPoint{-0.28, 0.38}};
constexpr std::array kThreeAStrokes{DigitStroke{kThreeA1}, DigitStroke{kThreeA2}};
constexpr std::array kThreeB{PenPoint{-0.25, -0.4}, PenPoint{-0.02, -0.5},  PenPoint{0.18, -0.36},
                             PenPoint{0.12, -0.12}, PenPoint{-0.05, -0.02}, PenPoint{0.14, 0.06},
                             PenPoint{0.25, 0.24},  PenPoint{0.14, 0.45},   PenPoint{-0.08, 0.5},
                             PenPoint{-0.27, 0.4}};
constexpr std::array kThreeBStrokes{DigitStroke{kThreeB}};
constexpr std::array kThreeC1{PenPoint{-0.24, -0.48}, PenPoint{0, -0.48}, PenPoint{0.22, -0.48}};
constexpr std::array kThreeC2{PenPoint{0.22, -0.48}, PenPoint{0.06, -0.28}, PenPoint{-0.06, -0.11}};
constexpr std::array kThreeC3{PenPoint{-0.06, -0.11}, PenPoint{0.16, -0.05}, PenPoint{0.26, 0.16},
                              PenPoint{0.18, 0.4},    PenPoint{-0.04, 0.5},  PenPoint{-0.27, 0.4}};
constexpr std::array kThreeCStrokes{DigitStroke{kThreeC1}, DigitStroke{kThreeC2}, DigitStroke{kThreeC3}};
constexpr std::array kThreeShapes{DigitShape{0.45, kThreeAStrokes}, DigitShape{0.4, kThreeBStrokes},
                                  DigitShape{0.15, kThreeCStrokes}};

// Four
constexpr std::array kFourA1{PenPoint{-0.21, -0.48}, PenPoint{-0.25, -0.2}, PenPoint{-0.26, 0.05}};
constexpr std::array kFourA2{PenPoint{-0.26, 0.05}, PenPoint{0, 0.06}, PenPoint{0.31, 0.02}};
constexpr std::array kFourA3{PenPoint{0.19, -0.42}, PenPoint{0.16, 0.05}, PenPoint{0.13, 0.5}};
constexpr std::array kFourAStrokes{DigitStroke{kFourA1}, DigitStroke{kFourA2}, DigitStroke{kFourA3}};
constexpr std::array kFourB1{PenPoint{-0.2, -0.47}, PenPoint{-0.27, -0.18}, PenPoint{-0.19, 0.04},
                             PenPoint{0.02, 0.05}, PenPoint{0.2, -0.06}};
constexpr std::array kFourB2{PenPoint{0.23, -0.46}, PenPoint{0.2, -0.06}, PenPoint{0.13, 0.5}};
constexpr std::array kFourBStrokes{DigitStroke{kFourB1}, DigitStroke{kFourB2}};
constexpr std::array kFourC1{PenPoint{0.1, -0.5}, PenPoint{-0.12, -0.16}, PenPoint{-0.31, 0.14}};
constexpr std::array kFourC2{PenPoint{-0.31, 0.14}, PenPoint{0, 0.15}, PenPoint{0.31, 0.13}};
constexpr std::array kFourC3{PenPoint{0.1, -0.5}, PenPoint{0.1, 0}, PenPoint{0.09, 0.5}};
constexpr std::array kFourCStrokes{DigitStroke{kFourC1}, DigitStroke{kFourC2}, DigitStroke{kFourC3}};
constexpr std::array kFourShapes{DigitShape{0.35, kFourAStrokes}, DigitShape{0.3, kFourBStrokes},
                                 DigitShape{0.35, kFourCStrokes}};

// Five
constexpr std::array kFiveA1{PenPoint{0.26, -0.48}, PenPoint{0.02, -0.48}, PenPoint{-0.19, -0.47}};
constexpr std::array kFiveA2{PenPoint{-0.19, -0.47}, PenPoint{-0.22, -0.27}, PenPoint{-0.23, -0.06}};
constexpr std::array kFiveA3{PenPoint{-0.23, -0.06}, PenPoint{-0.02, -0.14}, PenPoint{0.2, -0.02},
                             PenPoint{0.25, 0.2},    PenPoint{0.12, 0.42},   PenPoint{-0.08, 0.5},
                             PenPoint{-0.28, 0.4}};
constexpr std::array kFiveAStrokes{DigitStroke{kFiveA1}, DigitStroke{kFiveA2}, DigitStroke{kFiveA3}};
constexpr std::array kFiveB{PenPoint{0.25, -0.49}, PenPoint{0, -0.46},   PenPoint{-0.18, -0.38},
                            PenPoint{-0.2, -0.14}, PenPoint{0, -0.05},   PenPoint{0.19, 0.07},
                            PenPoint{0.21, 0.3},   PenPoint{0.04, 0.47}, PenPoint{-0.22, 0.44}};
constexpr std::array kFiveBStrokes{DigitStroke{kFiveB}};
constexpr std::array kFiveC1{PenPoint{-0.16, -0.46}, PenPoint{-0.2, -0.25}, PenPoint{-0.2, -0.08}};
constexpr std::array kFiveC2{PenPoint{-0.2, -0.08}, PenPoint{0.02, -0.1}, PenPoint{0.2, 0.06},
                             PenPoint{0.18, 0.34},  PenPoint{-0.02, 0.5}, PenPoint{-0.25, 0.43}};
constexpr std::array kFiveC3{PenPoint{-0.16, -0.46}, PenPoint{0.08, -0.45}, PenPoint{0.29, -0.49}};
constexpr std::array kFiveCStrokes{DigitStroke{kFiveC1}, DigitStroke{kFiveC2}, DigitStroke{kFiveC3}};
constexpr std::array kFiveShapes{DigitShape{0.55, kFiveAStrokes}, DigitShape{0.25, kFiveBStrokes},
                                 DigitShape{0.2, kFiveCStrokes}};

// Six
constexpr std::array kSixA{PenPoint{0.17, -0.5},  PenPoint{-0.08, -0.3}, PenPoint{-0.23, 0},
                           PenPoint{-0.23, 0.29}, PenPoint{-0.07, 0.48}, PenPoint{0.14, 0.44},
                           PenPoint{0.24, 0.24},  PenPoint{0.12, 0.05},  PenPoint{-0.08, 0.07},
                           PenPoint{-0.22, 0.25}};
constexpr std::array kSixAStrokes{DigitStroke{kSixA}};
constexpr std::array kSixB{PenPoint{0.02, -0.5},  PenPoint{-0.14, -0.2}, PenPoint{-0.22, 0.12},
                           PenPoint{-0.16, 0.42}, PenPoint{0.04, 0.5},   PenPoint{0.22, 0.36},
                           PenPoint{0.2, 0.14},   PenPoint{0.02, 0.06},  PenPoint{-0.19, 0.21}};
constexpr std::array kSixBStrokes{DigitStroke{kSixB}};
constexpr std::array kSixC{PenPoint{0.22, -0.42}, PenPoint{0.05, -0.49}, PenPoint{-0.16, -0.3},
                           PenPoint{-0.25, 0.02}, PenPoint{-0.2, 0.34},  PenPoint{0, 0.5},
                           PenPoint{0.21, 0.38},  PenPoint{0.22, 0.13},  PenPoint{0.02, 0.02},
                           PenPoint{-0.22, 0.14}};
constexpr std::array kSixCStrokes{DigitStroke{kSixC}};
constexpr std::array kSixShapes{DigitShape{0.5, kSixAStrokes}, DigitShape{0.35, kSixBStrokes},
                                DigitShape{0.15, kSixCStrokes}};

// Seven
constexpr std::array kSevenA1{PenPoint{-0.27, -0.44}, PenPoint{0, -0.46}, PenPoint{0.27, -0.46}};
constexpr std::array kSevenA2{PenPoint{0.27, -0.46}, PenPoint{0.1, -0.06}, PenPoint{-0.06, 0.5}};
constexpr std::array kSevenAStrokes{DigitStroke{kSevenA1}, DigitStroke{kSevenA2}};
constexpr std::array kSevenB1{PenPoint{-0.26, -0.45}, PenPoint{0, -0.46}, PenPoint{0.27, -0.47}};
constexpr std::array kSevenB2{PenPoint{0.27, -0.47}, PenPoint{0.1, -0.06}, PenPoint{-0.04, 0.5}};
constexpr std::array kSevenB3{PenPoint{-0.14, 0.04}, PenPoint{0.05, 0.01}, PenPoint{0.25, -0.01}};
constexpr std::array kSevenBStrokes{DigitStroke{kSevenB1}, DigitStroke{kSevenB2}, DigitStroke{kSevenB3}};
constexpr std::array kSevenC1{PenPoint{-0.27, -0.29}, PenPoint{-0.26, -0.46}};
constexpr std::array kSevenC2{PenPoint{-0.26, -0.46}, PenPoint{0, -0.45}, PenPoint{0.26, -0.46}};
constexpr std::array kSevenC3{PenPoint{0.26, -0.46}, PenPoint{0.05, -0.02}, PenPoint{-0.03, 0.5}};
constexpr std::array kSevenCStrokes{DigitStroke{kSevenC1}, DigitStroke{kSevenC2}, DigitStroke{kSevenC3}};
constexpr std::array kSevenD{PenPoint{-0.26, -0.37}, PenPoint{-0.03, -0.46}, PenPoint{0.2, -0.43},
                             PenPoint{0.19, -0.17},  PenPoint{0.06, 0.14},   PenPoint{-0.01, 0.5}};
constexpr std::array kSevenDStrokes{DigitStroke{kSevenD}};
constexpr std::array kSevenShapes{DigitShape{0.4, kSevenAStrokes}, DigitShape{0.25, kSevenBStrokes},
                                  DigitShape{0.15, kSevenCStrokes}, DigitShape{0.2, kSevenDStrokes}};

// Eight
constexpr std::array kEightA{PenPoint{0.19, -0.36},  PenPoint{0, -0.5},     PenPoint{-0.19, -0.35},
                             PenPoint{-0.11, -0.13}, PenPoint{0.1, 0.05},   PenPoint{0.23, 0.28},
                             PenPoint{0.08, 0.49},   PenPoint{-0.14, 0.47}, PenPoint{-0.23, 0.27},
                             PenPoint{-0.1, 0.05},   PenPoint{0.11, -0.14}};
constexpr std::array kEightAStrokes{DigitStroke{kEightA, true}};
constexpr std::array kEightB1{PenPoint{0, -0.5},  PenPoint{-0.17, -0.41}, PenPoint{-0.17, -0.15},
                              PenPoint{0, -0.04}, PenPoint{0.17, -0.15},  PenPoint{0.17, -0.41}};
constexpr std::array kEightB2{PenPoint{0, -0.04}, PenPoint{-0.21, 0.09}, PenPoint{-0.22, 0.37},
                              PenPoint{0, 0.5},   PenPoint{0.22, 0.37},  PenPoint{0.21, 0.09}};
constexpr std::array kEightBStrokes{DigitStroke{kEightB1, true}, DigitStroke{kEightB2, true}};
constexpr std::array kEightC{PenPoint{0.2, -0.41},   PenPoint{0.02, -0.5},  PenPoint{-0.18, -0.37},
                             PenPoint{-0.11, -0.14}, PenPoint{0.1, 0.04},   PenPoint{0.2, 0.28},
                             PenPoint{0.05, 0.49},   PenPoint{-0.15, 0.45}, PenPoint{-0.18, 0.23},
                             PenPoint{-0.02, 0.02},  PenPoint{0.16, -0.2},  PenPoint{0.22, -0.4}};
constexpr std::array kEightCStrokes{DigitStroke{kEightC}};
constexpr std::array kEightShapes{DigitShape{0.45, kEightAStrokes}, DigitShape{0.25, kEightBStrokes},
                                  DigitShape{0.3, kEightCStrokes}};

// Nine
constexpr std::array kNineA1{PenPoint{0.21, -0.31},  PenPoint{0.06, -0.48}, PenPoint{-0.16, -0.43},
                             PenPoint{-0.24, -0.21}, PenPoint{-0.1, -0.03}, PenPoint{0.1, -0.09},
                             PenPoint{0.21, -0.31}};
constexpr std::array kNineA2{PenPoint{0.21, -0.31}, PenPoint{0.19, 0.1}, PenPoint{0.13, 0.5}};
constexpr std::array kNineAStrokes{DigitStroke{kNineA1}, DigitStroke{kNineA2}};
constexpr std::array kNineB1{PenPoint{0.21, -0.34}, PenPoint{0.02, -0.5}, PenPoint{-0.2, -0.38},
                             PenPoint{-0.2, -0.14}, PenPoint{0, -0.04},   PenPoint{0.18, -0.18},
                             PenPoint{0.21, -0.34}};
constexpr std::array kNineB2{PenPoint{0.21, -0.34}, PenPoint{0.22, 0.05}, PenPoint{0.13, 0.36},
                             PenPoint{-0.05, 0.49}, PenPoint{-0.22, 0.41}};
constexpr std::array kNineBStrokes{DigitStroke{kNineB1}, DigitStroke{kNineB2}};
constexpr std::array kNineC{PenPoint{0.17, -0.4},  PenPoint{0, -0.5},     PenPoint{-0.19, -0.34},
                            PenPoint{-0.15, -0.1}, PenPoint{0.04, -0.06}, PenPoint{0.19, -0.28},
                            PenPoint{0.17, 0.05},  PenPoint{0.07, 0.5}};
constexpr std::array kNineCStrokes{DigitStroke{kNineC}};
constexpr std::array kNineShapes{DigitShape{0.45, kNineAStrokes}, DigitShape{0.25, kNineBStrokes},
                                 DigitShape{0.3, kNineCStrokes}};

} // namespace

std::span<const DigitShape> digitShapes(int digit) {
    constexpr std::array<std::span<const DigitShape>, 10> kShapes{
        kZeroShapes, kOneShapes, kTwoShapes,   kThreeShapes, kFourShapes,
        kFiveShapes, kSixShapes, kSevenShapes, kEightShapes, kNineShapes};
    return kShapes[static_cast<std::size_t>(digit)];
}

} // namespace downhill::training
