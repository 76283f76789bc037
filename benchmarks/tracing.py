"""What does looking inside a call cost? A forward pass of `rnn_forward`, plain, traced, and on the pretend device.

All in one process, one after the other in every round; the ratios are of medians. Run: python benchmarks/tracing.py
"""

from __future__ import annotations

import inspect
import statistics
import time
from collections.abc import Callable

import torch

torch.set_num_threads(1)

from grader.worker.devices import find_strays
from grader.worker.trace import Tracer

T, N, D, H = 35, 32, 28, 256
ROUNDS = 41
TARGET = 4.0

Arguments = dict[str, torch.Tensor]


def rnn_forward(X: torch.Tensor, H: torch.Tensor, W_xh: torch.Tensor, W_hh: torch.Tensor, b_h: torch.Tensor):
    """As a student writes it."""
    states = []
    for X_t in X:
        H = torch.tanh(X_t @ W_xh + H @ W_hh + b_h)
        states.append(H)
    return torch.stack(states), H


FILES = {inspect.getsourcefile(rnn_forward) or ""}


def plain(arguments: Arguments) -> None:
    rnn_forward(**arguments)


def traced(arguments: Arguments, *, values: bool) -> None:
    tracer = Tracer(FILES, values=values)
    tracer.begin(arguments)
    with tracer:
        result = rnn_forward(**arguments)
    tracer.end(result)
    assert len(tracer.trace().events) > 5 * T


def pretended(arguments: Arguments) -> None:
    assert find_strays(lambda given: rnn_forward(**given), arguments, FILES) == ()


WAYS: dict[str, Callable[[Arguments], None]] = {
    "plain": plain,
    "traced": lambda arguments: traced(arguments, values=False),
    "traced, values kept": lambda arguments: traced(arguments, values=True),
    "pretend device": pretended,
}


def main() -> None:
    arguments = {
        "X": torch.randn(T, N, D),
        "H": torch.zeros(N, H),
        "W_xh": torch.randn(D, H) * 0.1,
        "W_hh": torch.randn(H, H) * 0.05,
        "b_h": torch.zeros(H),
    }
    times: dict[str, list[float]] = {name: [] for name in WAYS}
    for _ in range(ROUNDS):
        for name, run in WAYS.items():
            started = time.perf_counter()
            run({key: value.clone() for key, value in arguments.items()})
            times[name].append(time.perf_counter() - started)
    medians = {name: statistics.median(each) for name, each in times.items()}
    print(f"rnn_forward with T = {T}, n = {N}, d = {D}, h = {H}; medians of {ROUNDS} rounds, torch {torch.__version__}")
    for name, seconds in medians.items():
        print(f"{name:<20} {seconds * 1000:7.2f} ms   {seconds / medians['plain']:5.2f} × plain")
    print(f"target: traced at most {TARGET:.0f} × plain")


if __name__ == "__main__":
    main()
