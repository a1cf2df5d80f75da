#!/usr/bin/env python3
"""Trains small networks in PyTorch and writes what comes of it to tests/data/torch, which the tests of the training
engine compare with. Run it with Debian's python3-torch (1.13), without arguments; it takes a minute.

Each case trains the same weights on the same batches twice, in float32 and in float64. A case whose float32 and
float64 parameters differ by more than 3e-6 (norm-relative) cannot be reproduced in float32, not even by PyTorch itself:
it is written in double precision alone. A case that a change of the start in its last places moves by more than 1e-10
in float64 would show nothing, and is refused.
"""

import math
import pathlib

import torch
from torch import nn
from torch.nn import functional

STEPS = 200
SAMPLES = 53
BATCH = 16  # leaves a last batch of five
FEATURES = 3
CLASSES = 3
WARM_UP = 20
LARGEST_FLOAT_DRIFT = 3e-6
LARGEST_DOUBLE_DRIFT = 1e-10

OUT = pathlib.Path(__file__).resolve().parent.parent / "tests" / "data" / "torch"

ACTIVATIONS = {
    "linear": nn.Identity,
    "relu": nn.ReLU,
    "tanh": nn.Tanh,
    "sigmoid": nn.Sigmoid,
    "leaky-relu": nn.LeakyReLU,
    "elu": nn.ELU,
    "gelu": nn.GELU,
    "softplus": nn.Softplus,
}


def coarse(values, grid=256):
    """Numbers that float32, float64 and a short decimal all hold exactly."""
    return torch.round(values.double() * grid) / grid


def make_data():
    """Features and the targets that the losses take: numbers, two classes, three classes."""
    generator = torch.Generator().manual_seed(1)
    x = coarse(torch.randn(SAMPLES, FEATURES, generator=generator))
    noise = torch.randn(SAMPLES, generator=generator)
    numbers = coarse(torch.sin(2 * x[:, 0]) + x[:, 1] * x[:, 2] + 0.3 * noise)
    two = ((x[:, 0] + x[:, 1] ** 2 - 0.5 + 0.5 * noise) > 0).double()
    three = (numbers > -0.4).double() + (numbers > 0.5).double()
    return x, {"numbers": numbers, "two": two, "three": three}


def loss_function(name):
    """From outputs of shape [samples, outputs] and targets of shape [samples]."""
    flat = {
        "mse": functional.mse_loss,
        "half-mse": lambda o, y: functional.mse_loss(o, y) / 2,
        "mae": functional.l1_loss,
        "huber": lambda o, y: functional.huber_loss(o, y, delta=0.5),
        "bce": functional.binary_cross_entropy_with_logits,
        "hinge-1": lambda o, y: torch.clamp(1 - (2 * y - 1) * o, min=0).mean(),
        "mean-error": lambda o, y: (o - y).mean(),
    }
    if name in flat:
        return lambda o, y: flat[name](o[:, 0], y)
    if name == "mse-3":
        return lambda o, y: functional.mse_loss(o, functional.one_hot(y.long(), CLASSES).to(o.dtype))
    several = {"ce": nn.CrossEntropyLoss(), "hinge-3": nn.MultiMarginLoss()}[name]
    return lambda o, y: several(o, y.long())


def targets_of(loss):
    if loss in ("bce", "hinge-1"):
        return "two"
    return "three" if loss in ("ce", "hinge-3", "mse-3") else "numbers"


def build(layers, dtype):
    """layers: (units, activation, batch norm) each."""
    modules = []
    inputs = FEATURES
    for units, activation, norm in layers:
        modules.append(nn.Linear(inputs, units))
        if norm:
            modules.append(nn.BatchNorm1d(units))
        modules.append(ACTIVATIONS[activation]())
        inputs = units
    network = nn.Sequential(*modules).to(dtype)
    generator = torch.Generator().manual_seed(2)
    with torch.no_grad():
        for module in network:
            if isinstance(module, nn.Linear):
                bound = math.sqrt(3 / module.in_features)
                shape = module.weight.shape
                module.weight.copy_(coarse((2 * torch.rand(shape, generator=generator) - 1) * bound))
                module.bias.copy_(coarse(torch.randn(shape[0], generator=generator) / 8))
            elif isinstance(module, nn.BatchNorm1d):
                module.weight.copy_(coarse(1 + torch.randn(module.num_features, generator=generator) / 8))
                module.bias.copy_(coarse(torch.randn(module.num_features, generator=generator) / 8))
    return network


def make_optimizer(parameters, settings):
    s = dict(settings)
    kind = s["kind"]
    rate = s["learning_rate"]
    decay = s.get("weight_decay", 0.01 if kind == "adamw" else 0)
    common = {"lr": rate, "weight_decay": decay}
    if kind == "sgd":
        return torch.optim.SGD(parameters, **common)
    if kind in ("momentum", "nesterov"):
        return torch.optim.SGD(parameters, momentum=s["momentum"], dampening=s.get("dampening", 0),
                               nesterov=kind == "nesterov", **common)
    if kind == "adagrad":
        return torch.optim.Adagrad(parameters, initial_accumulator_value=s.get("initial_accumulator", 0),
                                   eps=s.get("epsilon", 1e-10), **common)
    if kind == "rmsprop":
        return torch.optim.RMSprop(parameters, alpha=s.get("smoothing", 0.99), eps=s.get("epsilon", 1e-8),
                                   centered=bool(s.get("centered", 0)), momentum=s.get("momentum", 0), **common)
    betas = (s.get("beta1", 0.9), s.get("beta2", 0.999))
    adam = torch.optim.AdamW if kind == "adamw" else torch.optim.Adam
    return adam(parameters, betas=betas, eps=s.get("epsilon", 1e-8), amsgrad=kind == "amsgrad", **common)


class Rates:
    """The learning rate over the steps: a torch scheduler behind a warm-up of torch's LinearLR."""

    def __init__(self, optimizer, schedule):
        self.optimizer = optimizer
        self.schedule = schedule
        self.base = optimizer.param_groups[0]["lr"]
        self.warm_up = schedule.get("warm_up", 0)
        self.losses = []
        self.step_count = 0
        self.scheduler = None
        self.rest = None
        if self.warm_up == 0:
            self._begin_rest()
        else:
            first = self._first_of_rest()
            optimizer.param_groups[0]["lr"] = first
            self.scheduler = torch.optim.lr_scheduler.LinearLR(
                optimizer, start_factor=1 / self.warm_up, total_iters=self.warm_up - 1)

    def _make(self, optimizer):
        scheduler = torch.optim.lr_scheduler
        s = self.schedule
        kind = s["kind"]
        if kind == "constant":
            return None
        if kind == "step":
            return scheduler.StepLR(optimizer, s["period"], s["factor"])
        if kind == "exponential":
            return scheduler.ExponentialLR(optimizer, s["factor"])
        if kind == "cosine":
            return scheduler.CosineAnnealingLR(optimizer, s["period"], s["floor"] * self.base)
        if kind == "one-cycle":
            return scheduler.OneCycleLR(optimizer, self.base, s["period"], cycle_momentum=False)
        return scheduler.ReduceLROnPlateau(optimizer, factor=s["factor"], patience=s["patience"],
                                           threshold=s["threshold"], min_lr=s["floor"] * self.base, eps=0)

    def _first_of_rest(self):
        probe = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=self.base)
        self._make(probe)
        return probe.param_groups[0]["lr"]

    def _begin_rest(self):
        group = self.optimizer.param_groups[0]
        group["lr"] = self.base
        group.pop("initial_lr", None)
        self.scheduler = None
        self.rest = self._make(self.optimizer)

    def after_step(self, loss):
        self.step_count += 1
        if self.rest is None and self.step_count <= self.warm_up:
            if self.step_count == self.warm_up:
                self._begin_rest()
            else:
                self.scheduler.step()
            return
        if isinstance(self.rest, torch.optim.lr_scheduler.ReduceLROnPlateau):
            self.losses.append(loss)
            if len(self.losses) == self.schedule["every"]:
                self.rest.step(sum(self.losses) / len(self.losses))
                self.losses = []
        elif self.rest is not None:
            # Torch's cosine rises again and its cycle ends with an error where ours stay.
            ends = {"cosine": self.schedule.get("period", 0), "one-cycle": self.schedule.get("period", 0) - 1}
            if self.step_count - self.warm_up <= ends.get(self.schedule["kind"], 1 << 60):
                self.rest.step()


def flat_parameters(network):
    return torch.cat([p.detach().reshape(-1) for p in network.parameters()])


def flat_statistics(network):
    norms = [m for m in network if isinstance(m, nn.BatchNorm1d)]
    return torch.cat([torch.cat([m.running_mean, m.running_var]) for m in norms]) if norms else torch.zeros(0)


def train(case, dtype, nudge=0.0):
    torch.manual_seed(3)
    x, targets = DATA
    x = x.to(dtype)
    y = targets[targets_of(case["loss"])].to(dtype)
    network = build(case["layers"], dtype)
    if nudge:
        with torch.no_grad():
            for parameter in network.parameters():
                parameter.mul_(1 + nudge * (torch.rand(parameter.shape, dtype=dtype) - 0.5))
    settings = case["optimizer"]
    optimizer = make_optimizer(network.parameters(), settings)
    rates = Rates(optimizer, case["schedule"])
    loss_of = loss_function(case["loss"])
    losses = []
    begin = 0
    for _ in range(case["steps"]):
        rows = slice(begin, min(begin + BATCH, SAMPLES))
        begin = rows.stop % SAMPLES
        optimizer.zero_grad()
        loss = loss_of(network(x[rows]), y[rows])
        loss.backward()
        if settings.get("clip_value", 0):
            nn.utils.clip_grad_value_(network.parameters(), settings["clip_value"])
        if settings.get("clip_norm", 0):
            nn.utils.clip_grad_norm_(network.parameters(), settings["clip_norm"])
        if settings.get("l1", 0):
            for parameter in network.parameters():
                parameter.grad.add_(parameter.detach().sign(), alpha=settings["l1"])
        optimizer.step()
        losses.append(loss.item())
        rates.after_step(loss.item())
    network.eval()
    with torch.no_grad():
        evaluation = loss_of(network(x), y).item()
    return flat_parameters(network), flat_statistics(network), losses, evaluation


def difference(left, right):
    return ((left.double() - right.double()).norm() / right.double().norm()).item()


def numbers(values, digits):
    return " ".join(f"{v:.{digits}g}" for v in values)


def words(settings):
    return " ".join(f"{key} {value if isinstance(value, str) else format(value, '.17g')}"
                    for key, value in settings.items())


def write_case(file, case):
    wide = train(case, torch.float64)
    nudged = train(case, torch.float64, 1e-15)
    narrow = train(case, torch.float32)
    drift = difference(narrow[0], wide[0])
    frail = difference(nudged[0], wide[0])
    if not frail <= LARGEST_DOUBLE_DRIFT:
        raise SystemExit(f"{case['name']}: last places of the start become {frail:.1e}; choose other settings")
    file.write(f"\ncase {case['name']}\n")
    file.write(f"loss {case['loss']}\nsteps {case['steps']}\n")
    for units, activation, norm in case["layers"]:
        file.write(f"layer {units} {activation} {int(norm)}\n")
    file.write(f"optimizer {words(case['optimizer'])}\n")
    file.write(f"schedule {words(case['schedule'])}\n")
    file.write(f"start {numbers(flat_parameters(build(case['layers'], torch.float64)).tolist(), 17)}\n")
    exact = drift <= LARGEST_FLOAT_DRIFT
    if exact:
        file.write(f"float {numbers(narrow[0].tolist(), 9)}\n")
    file.write(f"double {numbers(wide[0].tolist(), 17)}\n")
    if len(wide[1]):
        if exact:
            file.write(f"float_statistics {numbers(narrow[1].tolist(), 9)}\n")
        file.write(f"double_statistics {numbers(wide[1].tolist(), 17)}\n")
    file.write(f"losses {numbers([wide[2][0], wide[2][-1], wide[3]], 17)}\n")  # first, last batch; all, evaluated
    print(f"{case['name']:48} float32 drift {drift:.1e}{'' if exact else ' (double only)':15} "
          f"frailty {frail:.1e}  loss {wide[2][0]:.4f} -> {wide[2][-1]:.4f}")
    return exact


def small(loss, activation="tanh", norm=False):
    outputs = CLASSES if targets_of(loss) == "three" else 1
    return [(7, activation, norm), (5, activation, norm), (outputs, "linear", False)]


def deep(loss):
    outputs = CLASSES if targets_of(loss) == "three" else 1
    return [(6, "tanh", False)] * 3 + [(5, "elu", False)] * 3 + [(4, "softplus", False)] * 2 + [
        (outputs, "linear", False)]


CONSTANT = {"kind": "constant"}

OPTIMIZERS = {
    "sgd": {"kind": "sgd", "learning_rate": 0.1},
    "momentum": {"kind": "momentum", "learning_rate": 0.02, "momentum": 0.9},
    "dampened": {"kind": "momentum", "learning_rate": 0.05, "momentum": 0.9, "dampening": 0.5},
    "nesterov": {"kind": "nesterov", "learning_rate": 0.02, "momentum": 0.9},
    "adagrad": {"kind": "adagrad", "learning_rate": 0.05},
    "adagrad-accumulated": {"kind": "adagrad", "learning_rate": 0.05, "initial_accumulator": 0.1,
                            "epsilon": 1e-6},
    "rmsprop": {"kind": "rmsprop", "learning_rate": 0.005},
    "rmsprop-centered": {"kind": "rmsprop", "learning_rate": 0.003, "smoothing": 0.95, "epsilon": 1e-3,
                         "centered": 1},
    "rmsprop-momentum": {"kind": "rmsprop", "learning_rate": 0.001, "momentum": 0.8},
    "rmsprop-both": {"kind": "rmsprop", "learning_rate": 0.001, "momentum": 0.8, "epsilon": 1e-3, "centered": 1},
    "adam": {"kind": "adam", "learning_rate": 0.01},
    # 1 - rate * decay is a float32: rounding it alike 200 times would be a drift of its own.
    "adamw": {"kind": "adamw", "learning_rate": 1 / 128, "weight_decay": 1 / 16},
    "amsgrad": {"kind": "amsgrad", "learning_rate": 0.01, "beta2": 0.9},
}

# Batch norm takes the biases before it out of the loss: their gradient is rounding alone, which an adaptive optimizer
# makes as large as any other unless epsilon holds it down.
NORM_OPTIMIZERS = {
    "sgd": {"kind": "sgd", "learning_rate": 0.02},
    "momentum": {"kind": "momentum", "learning_rate": 0.003, "momentum": 0.8},
    "rmsprop": {"kind": "rmsprop", "learning_rate": 0.001, "epsilon": 1e-4},
    "adam": {"kind": "adam", "learning_rate": 0.003, "epsilon": 1e-4},
}

LOSSES = ("mse", "half-mse", "mae", "huber", "bce", "ce", "hinge-1", "hinge-3")

VARIANTS = {
    "sgd-decay": {**OPTIMIZERS["sgd"], "weight_decay": 0.02},
    "sgd-l1": {**OPTIMIZERS["sgd"], "l1": 0.003},
    "sgd-clip-value": {**OPTIMIZERS["sgd"], "clip_value": 0.02},
    "sgd-clip-norm": {**OPTIMIZERS["sgd"], "clip_norm": 0.1},
    "momentum-everything": {**OPTIMIZERS["momentum"], "dampening": 0.1, "weight_decay": 0.01, "l1": 0.001,
                            "clip_value": 0.1, "clip_norm": 0.2},
    "nesterov-decay": {**OPTIMIZERS["nesterov"], "weight_decay": 0.01},
    "adagrad-decay": {**OPTIMIZERS["adagrad"], "weight_decay": 0.01},
    "rmsprop-decay": {**OPTIMIZERS["rmsprop"], "weight_decay": 0.01},
    "adam-decay": {**OPTIMIZERS["adam"], "weight_decay": 0.01, "beta1": 0.8, "beta2": 0.99},
    "adam-clip-norm": {**OPTIMIZERS["adam"], "clip_norm": 0.1},
    "adamw-l1": {**OPTIMIZERS["adamw"], "l1": 0.001},
    "amsgrad-decay": {**OPTIMIZERS["amsgrad"], "weight_decay": 0.01},
}

SCHEDULES = {
    "step": {"kind": "step", "period": 60, "factor": 0.3},
    "exponential": {"kind": "exponential", "factor": 0.99},
    "cosine": {"kind": "cosine", "period": 150, "floor": 0.05},
    "one-cycle": {"kind": "one-cycle", "period": 180},
    "reduce-on-plateau": {"kind": "reduce-on-plateau", "factor": 0.4, "patience": 1, "threshold": 0.05,
                          "every": 7, "floor": 0.05},
    "warm-up": {"kind": "constant", "warm_up": WARM_UP},
    "warm-up-cosine": {"kind": "cosine", "period": 150, "floor": 0, "warm_up": WARM_UP},
    "warm-up-one-cycle": {"kind": "one-cycle", "period": 100, "warm_up": WARM_UP},
    "warm-up-plateau": {"kind": "reduce-on-plateau", "factor": 0.5, "patience": 0, "threshold": 0.02,
                        "every": 10, "floor": 0, "warm_up": WARM_UP},
}


def case(name, loss, layers, optimizer, schedule=None, steps=STEPS):
    return {"name": name, "loss": loss, "layers": layers, "optimizer": optimizer, "schedule": schedule or CONSTANT,
            "steps": steps}


def files():
    """The cases, by the file that they are written to."""
    yield "optimizers", [case(f"{name}/{loss}", loss, small(loss), optimizer)
                         for name, optimizer in OPTIMIZERS.items() for loss in LOSSES]
    yield "variants", (
        [case(f"{name}/{loss}", loss, small(loss), optimizer) for name, optimizer in VARIANTS.items()
         for loss in ("mse", "bce", "ce")]
        + [case(f"{name}/mse-3", "mse-3", small("mse-3"), OPTIMIZERS[name]) for name in ("sgd", "nesterov", "adam")]
        + [case(f"{name}/mean-error", "mean-error", small("mean-error"), OPTIMIZERS[name], steps=20)
           for name in ("sgd", "momentum", "adam")])
    yield "schedules", [case(f"{name}/{optimizer}/{loss}", loss, small(loss), OPTIMIZERS[optimizer], schedule)
                        for name, schedule in SCHEDULES.items()
                        for optimizer, loss in (("momentum", "mse"), ("adamw", "ce"))]
    yield "networks", (
        [case(f"{activation}/{optimizer}/{loss}", loss, small(loss, activation), OPTIMIZERS[optimizer])
         for activation in ACTIVATIONS
         for optimizer, loss in (("sgd", "mse"), ("momentum", "ce"), ("adam", "bce"))]
        + [case(f"batch-norm/{name}/{loss}", loss, small(loss, "tanh", True), optimizer)
           for name, optimizer in NORM_OPTIMIZERS.items() for loss in ("mse", "ce")]
        + [case(f"batch-norm-relu/{name}/bce", "bce", small("bce", "relu", True), NORM_OPTIMIZERS[name])
           for name in ("sgd", "momentum")]
        + [case(f"deep/{optimizer}/{loss}", loss, deep(loss), OPTIMIZERS[optimizer])
           for optimizer in ("sgd", "momentum", "adam") for loss in ("mse", "ce")])


def write_data():
    with open(OUT / "data.txt", "w", encoding="ascii") as file:
        file.write(f"# {FEATURES} features, a number, one of two classes, one of three classes\n")
        x, targets = DATA
        for i in range(SAMPLES):
            row = x[i].tolist() + [targets[name][i].item() for name in ("numbers", "two", "three")]
            file.write(numbers(row, 17) + "\n")


def write_rates():
    """The factors of every schedule alone, under losses that fall, stall, and fall again."""
    losses = [1 / (1 + n / 20) if n < 60 or n > 140 else 0.25 + 0.001 * math.sin(n) for n in range(200)]
    schedules = dict(SCHEDULES)
    schedules["constant"] = CONSTANT
    schedules["one-cycle-short"] = {"kind": "one-cycle", "period": 7}
    schedules["step-each"] = {"kind": "step", "period": 1, "factor": 0.9, "warm_up": 3}
    with open(OUT / "rates.txt", "w", encoding="ascii") as file:
        file.write(f"losses {numbers(losses, 17)}\n")
        for name, schedule in schedules.items():
            optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
            rates = Rates(optimizer, schedule)
            factors = []
            for loss in losses:
                factors.append(optimizer.param_groups[0]["lr"])
                optimizer.step()
                rates.after_step(loss)
            file.write(f"\nschedule {words(schedule)}\nname {name}\nfactors {numbers(factors, 17)}\n")


if __name__ == "__main__":
    torch.set_num_threads(1)
    DATA = make_data()
    OUT.mkdir(parents=True, exist_ok=True)
    write_data()
    write_rates()
    for filename, cases in files():
        with open(OUT / f"{filename}.txt", "w", encoding="ascii") as out:
            out.write(f"# Written by tools/torch_fixtures.py with PyTorch {torch.__version__}.\n")
            both = sum(write_case(out, each) for each in cases)
            print(f"-- {filename}: {both} of {len(cases)} in float32 too")
