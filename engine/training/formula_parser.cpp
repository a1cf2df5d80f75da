#include "training/formula_parser.h"

#include "training/experiment.h"
#include "training/formula_operation.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <numbers>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

namespace downhill::training {

namespace {

using Code = Formula::Code;

struct FunctionName {
    std::string_view name;
    Code code;
};
constexpr std::array kFunctions{FunctionName{"sin", Code::Sin}, FunctionName{"cos", Code::Cos},
                                FunctionName{"tan", Code::Tan}, FunctionName{"exp", Code::Exp},
                                FunctionName{"log", Code::Log}, FunctionName{"sqrt", Code::Sqrt},
                                FunctionName{"abs", Code::Abs}, FunctionName{"tanh", Code::Tanh},
                                FunctionName{"min", Code::Min}, FunctionName{"max", Code::Max}};

constexpr bool isDigit(char c) {
    return c >= '0' && c <= '9';
}
constexpr bool beginsName(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
constexpr bool isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}
/// Whether a byte goes on with a character of UTF-8 that began before it.
constexpr bool continues(char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

/// Reads by recursive descent, a function a rule:
///
///     sum     = product { ("+" | "−") product }
///     product = signed { ("*" | "/") signed }
///     signed  = "-" signed | power
///     power   = operand [ "^" signed ]
///     operand = number | name | name "(" sum [ "," sum ] ")" | "(" sum ")"
///
/// Each returns whether it went well; the first failure is kept.
class Parser {
public:
    Parser(std::string_view text, std::string_view where, std::span<const std::string_view> variables)
        : text_(text), where_(where), variables_(variables) {}

    Result<std::vector<Formula::Operation>> parse() {
        if (static_cast<std::int64_t>(text_.size()) > limits::kFormula) {
            tooLong("bytes", static_cast<std::int64_t>(text_.size()), limits::kFormula, 0);
            return failure(*std::move(error_));
        }
        skipBlanks();
        if (readSum() && at_ < text_.size())
            unexpected();
        if (error_)
            return failure(*std::move(error_));
        return std::move(tape_);
    }

private:
    bool readSum() {
        if (!readProduct())
            return false;
        while (next() == '+' || next() == '-') {
            const Code code = next() == '+' ? Code::Add : Code::Subtract;
            advance(1);
            if (!readProduct() || !emit({code}))
                return false;
        }
        return true;
    }

    bool readProduct() {
        if (!readSigned())
            return false;
        while (next() == '*' || next() == '/') {
            const Code code = next() == '*' ? Code::Multiply : Code::Divide;
            advance(1);
            if (!readSigned() || !emit({code}))
                return false;
        }
        return true;
    }

    bool readSigned() {
        if (level_ == Formula::kLevels)
            return tooLong("levels", level_ + 1, Formula::kLevels, column(at_));
        ++level_;
        const bool good = next() == '-' ? readNegated() : readPower();
        --level_;
        return good;
    }

    bool readNegated() {
        advance(1);
        return readSigned() && emit({Code::Negate});
    }

    bool readPower() {
        if (!readOperand())
            return false;
        if (next() != '^')
            return true;
        advance(1);
        return readSigned() && emit({Code::Power});
    }

    bool readOperand() {
        const char c = next();
        if (isDigit(c) || c == '.')
            return readNumber();
        if (beginsName(c))
            return readName();
        if (c != '(')
            return unexpected();
        advance(1);
        return readSum() && expect(')');
    }

    bool readNumber() {
        double number = 0;
        const char* begin = text_.data() + at_;
        const auto [end, problem] = std::from_chars(begin, text_.data() + text_.size(), number);
        const auto length = static_cast<std::size_t>(end - begin);
        // Neither a lone point, nor a number that lies beyond all doubles.
        if (problem != std::errc{})
            return refuse(ErrorCode::FormulaSyntax, text_.substr(at_, std::max<std::size_t>(length, 1)));
        const bool good = emit(constant(number));
        advance(length);
        return good;
    }

    bool readName() {
        const std::string_view name = nameHere();
        const auto variable = std::find(variables_.begin(), variables_.end(), name);
        if (variable != variables_.end())
            return emitName({.code = Code::Variable,
                             .variable = static_cast<std::uint8_t>(variable - variables_.begin())},
                            name);
        if (name == "pi")
            return emitName(constant(std::numbers::pi), name);
        if (name == "e")
            return emitName(constant(std::numbers::e), name);
        const auto* const found =
            std::find_if(kFunctions.begin(), kFunctions.end(),
                         [name](const FunctionName& function) { return function.name == name; });
        if (found == kFunctions.end())
            return refuse(ErrorCode::FormulaUnknownName, name);
        advance(name.size());
        if (!expect('(') || !readSum())
            return false;
        if (argumentsOf(found->code) == 2 && (!expect(',') || !readSum()))
            return false;
        return expect(')') && emit({found->code});
    }

    static Formula::Operation constant(double number) { return {.code = Code::Number, .number = number}; }

    bool emitName(const Formula::Operation& operation, std::string_view name) {
        const bool good = emit(operation);
        advance(name.size());
        return good;
    }

    /// Appends an operation, or what it gives where its arguments are numbers.
    bool emit(const Formula::Operation& operation) {
        using Number = Jet<double, 0>;
        const auto arguments = static_cast<std::size_t>(argumentsOf(operation.code));
        const auto isNumber = [](const Formula::Operation& before) { return before.code == Code::Number; };
        const bool known = arguments > 0 && std::all_of(tape_.end() - static_cast<std::ptrdiff_t>(arguments),
                                                        tape_.end(), isNumber);
        if (known) {
            const Number last = tape_.back().number;
            if (arguments == 2)
                tape_.pop_back();
            double& number = tape_.back().number;
            number =
                (arguments == 2 ? apply(operation.code, Number(number), last) : apply(operation.code, last))
                    .value;
            return true;
        }
        if (static_cast<std::int64_t>(tape_.size()) == Formula::kOperations)
            return tooLong("operations", Formula::kOperations + 1, Formula::kOperations, column(at_));
        tape_.push_back(operation);
        return true;
    }

    bool expect(char c) {
        if (next() != c)
            return unexpected();
        advance(1);
        return true;
    }

    /// The byte that comes next; 0 at the end (and where the text holds a 0, which no rule begins with).
    char next() const { return at_ < text_.size() ? text_[at_] : '\0'; }

    void advance(std::size_t bytes) {
        at_ += bytes;
        skipBlanks();
    }

    void skipBlanks() {
        while (at_ < text_.size() && isBlank(text_[at_]))
            ++at_;
    }

    std::string_view nameHere() const {
        std::size_t end = at_;
        while (end < text_.size() && (beginsName(text_[end]) || isDigit(text_[end])))
            ++end;
        return text_.substr(at_, end - at_);
    }

    /// What stands here cannot.
    bool unexpected() {
        if (beginsName(next()))
            return refuse(ErrorCode::FormulaSyntax, nameHere());
        std::size_t end = std::min(at_ + 1, text_.size());
        while (end < text_.size() && (continues(text_[end]) || (isDigit(next()) && isDigit(text_[end]))))
            ++end;
        return refuse(ErrorCode::FormulaSyntax, text_.substr(at_, end - at_));
    }

    bool refuse(ErrorCode code, std::string_view detail) {
        error_ = Error{
            .code = code, .where = std::string(where_), .detail = std::string(detail), .column = column(at_)};
        return false;
    }

    bool tooLong(std::string_view unit, std::int64_t value, std::int64_t limit, long column) {
        error_ = Error{.code = ErrorCode::FormulaTooLong,
                       .where = std::string(where_),
                       .detail = std::string(unit),
                       .value = static_cast<double>(value),
                       .limit = static_cast<double>(limit),
                       .column = column};
        return false;
    }

    /// The 1-based number of the character at a byte.
    long column(std::size_t byte) const {
        const auto end = text_.begin() + static_cast<std::ptrdiff_t>(byte);
        return 1 + std::count_if(text_.begin(), end, [](char c) { return !continues(c); });
    }

    std::string_view text_;
    std::string_view where_;
    std::span<const std::string_view> variables_;
    std::size_t at_ = 0;
    std::int64_t level_ = 0;
    std::vector<Formula::Operation> tape_{};
    std::optional<Error> error_{};
};

} // namespace

Result<std::vector<Formula::Operation>> parseFormula(std::string_view text, std::string_view where,
                                                     std::span<const std::string_view> variables) {
    return Parser(text, where, variables).parse();
}

} // namespace downhill::training
