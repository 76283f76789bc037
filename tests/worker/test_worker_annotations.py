"""A student's annotations are checked while the code runs: wherever they stand, and however they are written."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

import pytest
import torch
from torch import Tensor

from grader.worker.annotations import check_annotations
from grader.worker.traced import Annotations, Violation

Student = Callable[[str], ModuleType]


def check(module: ModuleType, name: str, **arguments: Tensor) -> Annotations:
    """What becomes of the annotations when this function is called, with `X` (2, 3) and `W` (3, 4) by itself."""
    function, files = getattr(module, name), {str(module.__file__)}
    arguments = arguments or {"X": torch.rand(2, 3), "W": torch.rand(3, 4)}
    found = check_annotations(lambda given: function(**given), arguments, function, files)
    assert found is not None
    return found


def broken(found: Annotations) -> list[tuple[str, str, tuple[str, ...], tuple[int, ...] | None]]:
    return [(each.role, each.name, each.axes, each.shape) for each in found.violations]


def text_at(violation: Violation) -> str:
    place = violation.place
    return place.source[place.start : place.end]


def test_the_checker_is_on(student: Student) -> None:
    module = student("annotated")
    found = check(module, "wrong")
    assert broken(found) == [
        ("argument", "W", ("d", "d"), (3, 4)),
        ("local", "Y", ("n", "d"), (2, 4)),
        ("result", "wrong", ("h", "n"), (2, 4)),
    ]
    assert (found.checked, found.unchecked) == (4, ())
    assert [(each.place.line, text_at(each)) for each in found.violations] == [
        (16, 'W: Float[Tensor, "d d"]'),
        (17, 'Y: Float[Tensor, "n d"] = X @ W'),
        (18, "return Y"),
    ]
    assert {(each.place.file, each.place.function) for each in found.violations} == {(module.__file__, "wrong")}
    assert {(each.dtype, each.got, each.what) for each in found.violations} == {("Float", "float32", "")}


def test_what_fits_is_counted_and_gives_nothing(student: Student) -> None:
    assert check(student("annotated"), "right") == Annotations(checked=4)


def test_a_violation_tells_the_sizes_that_were_bound_before_it_and_binds_none(student: Student) -> None:
    found = check(student("annotated"), "wrong")
    assert [dict(each.sizes) for each in found.violations] == [{"n": 2, "d": 3}] * 3
    (argument,) = check(student("annotated"), "inline").violations
    assert dict(argument.sizes) == {}


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("inline", ("X", ("n", "n"), (2, 3))),
        ("alias", ("W", ("a", "b"), (3, 4))),
        ("quoted", ("X", ("n", "n"), (2, 3))),
        ("quoted_alias", ("W", ("a", "b"), (3, 4))),
        ("or_none", ("X", ("n", "n"), (2, 3))),
        ("optional", ("X", ("n", "n"), (2, 3))),
        ("either", ("X", ("n",), (2, 3))),
        ("with_more", ("X", ("n", "n"), (2, 3))),
        ("keyword_only", ("X", ("n", "n"), (2, 3))),
        ("passes_on", ("X", ("n", "n"), (2, 3))),
        ("documented", ("X", ("n", "n"), (2, 3))),
        ("shaped", ("X", ("n", "n"), (2, 3))),
        ("local_alias", ("x", ("n", "n"), (2, 3))),
    ],
)
def test_every_spelling_is_checked(
    student: Student, name: str, found: tuple[str, tuple[str, ...], tuple[int, ...]]
) -> None:
    assert broken(check(student("annotated"), name)) == [("argument", *found)]


def test_one_item_of_several_is_named(student: Student) -> None:
    assert broken(check(student("annotated"), "pair")) == [
        ("local", "rows[1]", ("k",), (2,)),
        ("result", "pair[1][1]", ("n",), (3,)),
    ]


def test_what_is_no_tensor_is_told_in_words(student: Student) -> None:
    found = check(student("annotated"), "no_tensors").violations
    assert [(each.name, each.axes, each.shape, each.got, each.what) for each in found] == [
        ("nothing", ("n", "d"), None, "", "None"),
        ("numbers", ("n",), None, "", "a list of 2"),
        ("single", ("a", "b"), None, "", "a tuple of 1"),
        ("no_tensors", ("a", "b"), (2, 3), "float32", ""),
    ]


def test_another_dtype_breaks_an_annotation_of_the_right_shape(student: Student) -> None:
    found = check(student("annotated"), "other_dtypes").violations
    assert [(each.name, each.dtype, each.got, each.shape) for each in found] == [
        ("X", "Int", "float32", (2, 3)),
        ("Y", "Float", "bool", (2, 3)),
        ("other_dtypes", "Float", "int64", ()),
    ]


def test_axes_of_every_kind_that_jaxtyping_has_are_understood(student: Student) -> None:
    assert check(student("annotated"), "every_axis") == Annotations(checked=9)
    assert [each.name for each in check(student("annotated"), "no_axis").violations] == ["W", "a", "c", "no_axis"]


def test_annotations_that_speak_of_no_array_are_not_checked(student: Student) -> None:
    assert check(student("annotated"), "no_arrays") == Annotations(checked=0)


def test_helpers_classes_nested_and_decorated_functions_are_checked_too(student: Student) -> None:
    found = check(student("annotated_everywhere"), "everywhere")
    assert {each.axes[0] for each in found.violations} == {
        *("init", "method", "static", "cls", "property", "cached", "call", "module", "forward", "helper"),
        *("decorated", "no_grad", "jaxtyped", "made", "nested", "inner"),
    }
    assert {each.place.function for each in found.violations if each.axes[0] == "inner"} == {"method"}


@pytest.mark.parametrize(
    ("name", "axis"),
    [
        ("helper", "helper"),
        ("partial", "helper"),
        ("wrapped", "helper"),
        ("remembered", "helper"),
        ("static", "helper"),
        ("method", "method"),
        ("called", "call"),
        ("decorated", "decorated"),
        ("made", "made"),
    ],
)
def test_an_implementation_is_found_behind_whatever_is_bound_to_its_name(
    student: Student, name: str, axis: str
) -> None:
    found = check(student("annotated_everywhere"), name, x=torch.rand(2, 3))
    assert {each.axes for each in found.violations} == {(axis, axis)}


def test_annotations_that_python_leaves_unevaluated_are_checked(student: Student) -> None:
    module = student("annotated_later")
    assert check(module, "right") == Annotations(checked=4)
    assert broken(check(module, "wrong")) == [
        ("argument", "W", ("h", "d"), (3, 4)),
        ("local", "Y", ("n", "h"), (2, 4)),
        ("result", "wrong[0]", ("n", "d"), (2, 1)),
    ]


def test_what_cannot_be_evaluated_is_unchecked_with_its_place_and_the_reason(student: Student) -> None:
    found = check(student("annotated_later"), "unknown")
    assert found.violations == ()
    assert found.checked == 1
    assert [(each.name, each.place.line, each.place.function, each.why) for each in found.unchecked] == [
        ("X", 28, "unknown", "NameError: name 'Float32' is not defined"),
        ("W", 28, "unknown", "NameError: name 'ndarray' is not defined"),
        ("Y", 29, "unknown", "NameError: name 'Missing' is not defined"),
    ]


def test_what_cannot_be_evaluated_does_not_keep_the_rest_from_being_checked(student: Student) -> None:
    found = check(student("annotated_later"), "wrong_and_unknown")
    assert [each.name for each in found.unchecked] == ["X"]
    assert broken(found) == [("argument", "W", ("h", "d", "h"), (3, 4))]


def test_a_file_that_does_not_speak_of_jaxtyping_is_left_alone(student: Student) -> None:
    module = student("over_lines")
    assert check_annotations(lambda given: None, {}, module.chained, {str(module.__file__)}) is None
    assert check_annotations(lambda given: None, {}, student("annotated").wrong, {"another.py"}) is None
