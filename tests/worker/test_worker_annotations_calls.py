"""While annotations are checked the code runs as ever: sizes are those of one call, and nothing of it stays."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from types import FunctionType, ModuleType

import pytest
import torch
from torch import Tensor

from grader.worker.annotations import check_annotations
from grader.worker.traced import Annotations

Student = Callable[[str], ModuleType]


def check(module: ModuleType, name: str) -> tuple[Annotations, list[object]]:
    """What became of the annotations, and what the call returned or raised."""
    function, ended = getattr(module, name), list[object]()

    def call(arguments: dict[str, Tensor]) -> object:
        try:
            ended.append(function(**arguments))
        except BaseException as error:
            ended.append(error)
            raise
        return ended[0]

    arguments = {"X": torch.rand(2, 3), "W": torch.rand(3, 4)}
    found = check_annotations(call, arguments, function, {str(module.__file__)})
    assert found is not None
    return found, ended


def codes(module: ModuleType) -> dict[str, object]:
    return {name: value.__code__ for name, value in vars(module).items() if isinstance(value, FunctionType)}


def test_an_axis_has_one_size_in_one_call_and_another_in_the_next(student: Student) -> None:
    found, _ = check(student("annotated_calls"), "shrinks")
    assert found == Annotations(checked=4)


def test_a_helper_does_not_know_the_sizes_of_its_caller_and_each_violation_is_told_once(student: Student) -> None:
    found, _ = check(student("annotated_calls"), "rows_and_columns")
    (only,) = found.violations
    assert (only.name, only.axes, dict(only.sizes)) == ("bad", ("k", "n"), {"n": 2, "k": 3, "j": 4})
    assert found.checked == 2 + 3 + 3 * 2


def test_a_call_goes_on_after_a_violation_as_if_nothing_had_happened(student: Student) -> None:
    found, ((seen, Y),) = check(student("annotated_calls"), "goes_on")
    assert [each.name for each in found.violations] == ["X", "Y"]
    assert seen == (2, 3)
    assert Y.shape == (2, 4)


def test_what_a_call_raises_is_no_finding_and_its_lines_are_those_of_the_file(student: Student) -> None:
    found, (error,) = check(student("annotated_calls"), "raises")
    assert isinstance(error, ValueError)
    assert [(each.role, each.name) for each in found.violations] == [("argument", "X"), ("local", "Y")]
    last = traceback.extract_tb(error.__traceback__)[-1]
    assert (last.name, last.lineno, last.line) == ("raises", *error.args, "raise ValueError(sys._getframe().f_lineno)")


@pytest.mark.parametrize("name", ["goes_on", "raises", "hides_its_shape"])
def test_functions_are_themselves_again_afterwards(student: Student, name: str) -> None:
    module = student("annotated_calls")
    before, names = codes(module), set(vars(module))
    check(module, name)
    assert codes(module) == before
    assert all(code is before[function] for function, code in codes(module).items())
    assert set(vars(module)) == names


def test_they_are_even_if_somebody_wants_to_stop(student: Student) -> None:
    module = student("annotated_calls")
    before, names = codes(module), set(vars(module))
    with pytest.raises(KeyboardInterrupt):
        check(module, "interrupts")
    assert all(code is before[function] for function, code in codes(module).items())
    assert set(vars(module)) == names


def test_while_it_runs_a_function_runs_another_body(student: Student) -> None:
    module = student("annotated_calls")
    before, seen = module.goes_on.__code__, list[object]()
    check_annotations(lambda given: seen.append(module.goes_on.__code__), {}, module.goes_on, {str(module.__file__)})
    assert seen != [before]
    assert module.goes_on.__code__ is before
    assert check(module, "looks_at_itself")[1] == [{"__trysquare_annotations__"}]


def test_generators_are_left_alone_with_whatever_they_promise(student: Student) -> None:
    found, (result,) = check(student("annotated_calls"), "uses_steps")
    assert isinstance(result, Tensor)
    assert found == Annotations(checked=2)


def test_a_coroutine_is_checked_like_a_function(student: Student) -> None:
    found, (result,) = check(student("annotated_calls"), "awaits")
    assert isinstance(result, Tensor)
    assert [(each.name, each.shape) for each in found.violations] == [("X", (2, 3))]


def test_a_tensor_that_raises_when_it_is_asked_ends_the_call_and_no_more(student: Student) -> None:
    found, (error,) = check(student("annotated_calls"), "hides_its_shape")
    assert isinstance(error, ValueError)
    assert found.violations == ()


def test_fifty_violations_are_told_and_no_more(student: Student) -> None:
    found, _ = check(student("annotated_calls"), "many")
    assert len(found.violations) == 50
    assert [each.name for each in found.violations[:3]] == ["a", "b[0]", "b[1]"]
    assert found.checked == 9
