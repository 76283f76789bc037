"""What students get wrong: each mistake fails at the stage it declares, and no two look the same.

Compared directly here, without the grader: what a function returns, which gradients it gives, what it leaves behind.
"""

import importlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import Any

import pytest
import torch
from torch import Tensor
from torch.utils._python_dispatch import TorchDispatchMode

from exercises import CHAPTERS
from grader.exercise import STAGES, Mistake

SIZES = {"n": 5, "T": 4, "d": 3, "h": 7, "q": 6}
FOLDERS = {id: f"exercises.{chapter}.{id}" for chapter, ids in CHAPTERS.items() for id in ids}


def mistakes_of(id: str) -> list[Mistake]:
    module = importlib.import_module(f"{FOLDERS[id]}.mistakes")
    return [value for value in vars(module).values() if isinstance(value, Mistake)]


EACH = pytest.mark.parametrize("id", FOLDERS)
EACH_MISTAKE = pytest.mark.parametrize(
    ("id", "mistake"), [pytest.param(id, m, id=f"{id}-{m.id}") for id in FOLDERS for m in mistakes_of(id)]
)


@EACH
def test_there_are_at_least_four_mistakes_and_none_has_the_name_of_another(id):
    names = [mistake.id for mistake in mistakes_of(id)]
    assert len(names) >= 4
    assert len(set(names)) == len(names)


@EACH_MISTAKE
def test_a_mistake_is_told_in_one_to_three_plain_sentences(id, mistake):
    sentence = mistake.sentence
    assert mistake.stage in STAGES
    assert sentence[0].isupper() or sentence[0] == "`" or sentence.startswith("tanh")
    assert sentence[-1] in ".?"
    assert 1 <= sum(sentence.count(end) for end in (". ", "? ")) + 1 <= 3
    assert " @ " not in sentence


@EACH_MISTAKE
def test_a_mistake_first_fails_at_the_stage_it_declares(id, mistake):
    failed = [
        stage for seen, right in zip(looks(id, mistake.id), looks(id), strict=True) if (stage := differs(seen, right))
    ]
    assert min(failed, key=STAGES.index, default="none") == mistake.stage


@EACH
def test_no_two_mistakes_look_the_same(id):
    alike = [
        (a.id, b.id)
        for a, b in combinations(mistakes_of(id), 2)
        if all(differs(x, y) is None for x, y in zip(looks(id, a.id), looks(id, b.id), strict=True))
    ]
    assert alike == []


@dataclass(frozen=True)
class Look:
    """What one function does with one set of arguments."""

    error: str
    results: tuple[Tensor, ...] = ()
    gradients: tuple[Tensor | None, ...] | str = ()
    left: tuple[Tensor | bool, ...] = ()
    products: int = 0


def differs(seen: Look, right: Look) -> str | None:
    """The first stage at which two looks differ."""
    if seen.error != right.error:
        return "runs"
    if [r.shape for r in seen.results] != [r.shape for r in right.results]:
        return "shape"
    if [r.dtype for r in seen.results] != [r.dtype for r in right.results]:
        return "dtype"
    if not same(seen.results, right.results):
        return "value"
    if not same(seen.gradients, right.gradients):
        return "gradient"
    if not same(seen.left, right.left):
        return "purity"
    return "operations" if seen.products != right.products else None


def same(a: Any, b: Any) -> bool:
    if isinstance(a, tuple) and isinstance(b, tuple):
        return len(a) == len(b) and all(same(x, y) for x, y in zip(a, b, strict=True))
    if isinstance(a, Tensor) and isinstance(b, Tensor):
        return a.shape == b.shape and torch.allclose(a.double(), b.double(), rtol=1e-6, atol=1e-6, equal_nan=True)
    return type(a) is type(b) and a == b


@cache
def looks(id: str, mistake: str | None = None) -> tuple[Look, ...]:
    """Look at the reference, or at a mistake, with every set of sizes."""
    module, name = importlib.import_module(FOLDERS[id]).exercise.reference.split(":")
    reference = getattr(importlib.import_module(module), name)
    function = reference if mistake is None else next(m.function for m in mistakes_of(id) if m.id == mistake)
    axes = {a: hint.dim_str.split() for a, hint in reference.__annotations__.items() if a != "return"}
    used = {axis: SIZES[axis] for a in axes.values() for axis in a}
    torch.use_deterministic_algorithms(True, warn_only=True)  # fills `torch.empty` with NaN
    try:
        counts_products = "operations" in importlib.import_module(FOLDERS[id]).exercise.stages
        return tuple(look(function, numbers(axes, sizes), counts_products) for sizes in sets_of_sizes(used))
    finally:
        torch.use_deterministic_algorithms(False)


def sets_of_sizes(sizes: dict[str, int]) -> Iterator[dict[str, int]]:
    """All different; a 1 in each dimension; every two the same."""
    yield sizes
    yield from ({**sizes, name: 1} for name in sizes)
    yield from ({**sizes, a: sizes[b]} for a, b in combinations(sizes, 2))


def numbers(axes: Mapping[str, list[str]], sizes: Mapping[str, int]) -> dict[str, Tensor]:
    rng = torch.Generator().manual_seed(1)
    shapes = {name: [sizes[axis] for axis in a] for name, a in axes.items()}
    return {name: 0.6 * torch.randn(shape, generator=rng, dtype=torch.float64) for name, shape in shapes.items()}


def look(function: Callable[..., Any], arguments: dict[str, Tensor], counts_products: bool) -> Look:
    given = {name: value.clone() for name, value in arguments.items()}
    try:
        with CountsProducts() as counter:
            results = as_tuple(function(**given))
    except Exception as error:
        return Look(error=f"{type(error).__name__}: {error}")
    left = tuple(part for value in given.values() for part in (value.detach(), value.requires_grad))
    results = tuple(result.detach() for result in results)
    products = counter.count if counts_products else 0
    return Look("", results, gradients(function, arguments), left, products)


def gradients(function: Callable[..., Any], arguments: dict[str, Tensor]) -> tuple[Tensor | None, ...] | str:
    rng = torch.Generator().manual_seed(2)
    given = {name: value.clone().requires_grad_() for name, value in arguments.items()}
    try:
        results = [r for r in as_tuple(function(**given)) if r.is_floating_point()]
        terms = [(r * torch.randn(r.shape, generator=rng, dtype=r.dtype)).sum() for r in results]
        total = torch.stack(terms).sum()
        if not total.requires_grad:
            return (None,) * len(given)
        return torch.autograd.grad(total, list(given.values()), allow_unused=True)
    except RuntimeError as error:
        return str(error)


def as_tuple(result: Any) -> tuple[Tensor, ...]:
    return result if isinstance(result, tuple) else (result,)


class CountsProducts(TorchDispatchMode):
    """Counts matrix products."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        self.count += func.name().split(".")[0] in ("aten::mm", "aten::addmm", "aten::bmm")
        return func(*args, **(kwargs or {}))
