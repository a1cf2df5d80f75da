#include "views/loop_edit.h"

#include "training/run_check.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <array>

namespace downhill::app {
namespace {

using training::Act;

constexpr std::array kUsual{Act::ZeroGrad, Act::Forward, Act::Loss, Act::Backward, Act::Step};

struct LoopEdit {
    Q_DECLARE_TR_FUNCTIONS(LoopEdit)
};

bool has(const std::vector<Act>& loop, Act act) {
    return std::ranges::count(loop, act) > 0;
}

std::ptrdiff_t placeOf(const std::vector<Act>& loop, Act act) {
    return std::ranges::find(loop, act) - loop.begin();
}

} // namespace

QString codeOf(Act act, bool surface) {
    switch (act) {
    case Act::ZeroGrad:
        return QStringLiteral("optimizer.zero_grad()");
    case Act::Forward:
        return surface ? QStringLiteral("output = f(w)") : QStringLiteral("prediction = model(x)");
    case Act::Loss:
        return surface ? QStringLiteral("loss = output") : QStringLiteral("loss = loss_fn(prediction, y)");
    case Act::Backward:
        return QStringLiteral("loss.backward()");
    case Act::Step:
        return QStringLiteral("optimizer.step()");
    }
    return {};
}

std::vector<Act> leftOut(const std::vector<Act>& loop) {
    std::vector<Act> missing;
    for (const Act act : kUsual)
        if (!has(loop, act))
            missing.push_back(act);
    return missing;
}

std::vector<Act> withAct(std::vector<Act> loop, Act act) {
    loop.insert(std::ranges::find_if(loop, [act](Act other) { return other > act; }), act);
    return loop;
}

QString whyLoopCannotBe(const std::vector<Act>& loop, bool surface) {
    const auto found = training::checkLoop(loop);
    if (found)
        return {};
    if (found.error().code != training::ErrorCode::ShapeMismatch)
        return LoopEdit::tr("A loop needs at least one line.");
    const auto at = static_cast<std::size_t>(found.error().value);
    const Act lacking = loop[at];
    const std::vector<Act> earlier(loop.begin(), loop.begin() + static_cast<std::ptrdiff_t>(at));
    if (lacking == Act::Backward && has(earlier, Act::Backward))
        return LoopEdit::tr(
            "Python would stop with a RuntimeError: backward() has used up what forward() kept.");
    return LoopEdit::tr("Python would stop with a NameError at %1: %2 is not there yet.")
        .arg(codeOf(lacking, surface), lacking != Act::Loss ? QStringLiteral("loss")
                                       : surface            ? QStringLiteral("output")
                                                            : QStringLiteral("prediction"));
}

QString whatLoopMeans(const std::vector<Act>& loop) {
    QStringList meanings;
    if (!has(loop, Act::ZeroGrad) && has(loop, Act::Backward))
        meanings << LoopEdit::tr("Without zero_grad() the gradients of all steps add up.");
    if (!has(loop, Act::Step))
        meanings << LoopEdit::tr("Without step() no weight ever moves.");
    if (!has(loop, Act::Backward))
        meanings << LoopEdit::tr("Without backward() there is no gradient to go by.");
    if (has(loop, Act::Step) && has(loop, Act::Backward)) {
        const auto step = placeOf(loop, Act::Step), backward = placeOf(loop, Act::Backward);
        const auto zero = has(loop, Act::ZeroGrad) ? placeOf(loop, Act::ZeroGrad) : -1;
        if (step < backward && zero >= 0 && zero < step)
            meanings << LoopEdit::tr(
                "step() comes after zero_grad() and before backward(): it goes by a gradient of zero.");
        else if (step < backward)
            meanings << LoopEdit::tr("step() goes by the gradient of the step before.");
        else if (zero > backward && zero < step)
            meanings << LoopEdit::tr(
                "zero_grad() wipes out what backward() has just computed: no weight moves.");
    }
    return meanings.join(u' ');
}

} // namespace downhill::app
