#pragma once

#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <string_view>
#include <type_traits>

namespace downhill::lesson {

/// The shortest JSON text that reads back as the same number; `null` for what is not finite. The same in all
/// locales.
template <class Number>
class NumberText {
public:
    explicit NumberText(Number value) {
        if constexpr (std::is_floating_point_v<Number>) {
            if (!std::isfinite(value)) {
                text_ = {'n', 'u', 'l', 'l'};
                size_ = 4;
                return;
            }
        }
        const auto end = std::to_chars(text_.data(), text_.data() + text_.size(), value).ptr;
        size_ = std::size_t(end - text_.data());
    }

    std::string_view view() const { return {text_.data(), size_}; }

private:
    std::array<char, 32> text_{};
    std::size_t size_ = 0;
};

} // namespace downhill::lesson
