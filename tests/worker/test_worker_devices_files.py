"""The pretend device and what a file makes or chooses when it is loaded; torch is as before afterwards."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

import pytest
import torch
from torch import Tensor, nn

from grader.worker.devices import PretendDevice, find_strays, tensors_of
from grader.worker.traced import Stray

Student = Callable[[str], ModuleType]


def strays(module: ModuleType, name: str) -> tuple[Stray, ...]:
    arguments = {"X": torch.rand(2, 3), "W": torch.rand(3, 4)}
    belongings = tensors_of(vars(module))
    return find_strays(lambda given: getattr(module, name)(**given), arguments, {str(module.__file__)}, belongings)


@pytest.mark.parametrize("name", ["hidden", "moved"])
def test_a_device_that_was_chosen_when_the_file_was_loaded_is_that_of_the_inputs(student: Student, name: str) -> None:
    assert strays(student("chosen_at_top"), name) == ()


def test_a_choice_at_the_top_excuses_no_cpu(student: Student) -> None:
    (stray,) = strays(student("chosen_at_top"), "forced")
    assert (stray.how, stray.text, stray.met) == ("moved", "(X @ W).cpu()", None)


@pytest.mark.parametrize(
    ("name", "met"),
    [
        ("masks", "X @ W * MASK"),
        ("adds", 'X @ W + LAYERS["bias"][0]'),
        ("scales", "X @ W * KEEPER.scale"),
        ("applies", "LINEAR(X)"),
    ],
)
def test_a_tensor_that_was_made_when_the_file_was_loaded_is_on_the_cpu(student: Student, name: str, met: str) -> None:
    (stray,) = strays(student("keeps_tensors"), name)
    assert (stray.how, stray.device, stray.place, stray.text) == ("made", "cpu", None, "")
    assert stray.met is not None
    assert (stray.met_text, stray.met.function) == (met, name)


@pytest.mark.parametrize("name", ["moves", "moves_module", "uses_sizes"])
def test_it_may_be_moved_or_asked_for_its_size(student: Student, name: str) -> None:
    assert strays(student("keeps_tensors"), name) == ()


def test_the_tensors_of_a_file_are_found_in_collections_modules_and_its_own_objects(student: Student) -> None:
    module = student("keeps_tensors")
    expected = [module.MASK, module.LAYERS["bias"][0], module.LAYERS["others"][0]]
    expected += [*module.LINEAR.parameters(), module.KEEPER.scale]
    found = tensors_of(vars(module))
    assert len(found) == len(expected)
    assert {id(tensor) for tensor in found} == {id(tensor) for tensor in expected}


@pytest.mark.parametrize("name", ["masks", "moves_module", "uses_sizes", "no_such_function"])
def test_no_mark_stays_on_what_belongs_to_the_file(student: Student, name: str) -> None:
    module = student("keeps_tensors")
    strays(module, name)
    assert [tensor.__dict__ for tensor in tensors_of(vars(module))] == [{}] * 6


def test_a_tensor_of_unknown_origin_is_where_the_inputs_are() -> None:
    hidden = torch.ones(3)
    call: Callable[[dict[str, Tensor]], object] = lambda given: given["X"] + hidden  # noqa: E731
    assert find_strays(call, {"X": torch.ones(3)}, {__file__}) == ()
    (stray,) = find_strays(call, {"X": torch.ones(3)}, {__file__}, [hidden])
    assert stray.met_text == 'given["X"] + hidden'


def test_the_tensors_of_the_object_that_is_called_are_where_the_inputs_are() -> None:
    layer = nn.Linear(3, 4)
    call: Callable[[dict[str, Tensor]], object] = lambda given: layer(given["X"])  # noqa: E731
    belongings = tuple(layer.parameters())
    assert len(find_strays(call, {"X": torch.ones(3)}, {__file__}, belongings)) == 1
    assert find_strays(call, {"X": torch.ones(3)}, {__file__}, belongings, belongings) == ()


def test_tensors_in_lists_and_dictionaries_are_inputs_too() -> None:
    arguments = {"weights": [torch.ones(3), torch.ones(3)], "state": {"h": torch.ones(3)}, "n": 3}

    def call(given: dict[str, object]) -> object:
        weights, state = given["weights"], given["state"]
        assert isinstance(weights, list)
        assert isinstance(state, dict)
        assert {tensor.device.type for tensor in (*weights, *state.values())} == {"cuda"}
        return weights[0] + state["h"] + torch.zeros(3)

    (stray,) = find_strays(call, arguments, {__file__})
    assert stray.met_text == 'weights[0] + state["h"] + torch.zeros(3)'


@pytest.mark.parametrize("error", [ValueError, SystemExit, RuntimeError])
def test_what_a_call_raises_there_is_no_finding_and_ends_it(error: type[BaseException]) -> None:
    def call(given: dict[str, Tensor]) -> object:
        given["X"] + torch.zeros(3)
        raise error

    (stray,) = find_strays(call, {"X": torch.ones(3)}, {__file__})
    assert stray.text == "torch.zeros(3)"


def test_a_wish_to_stop_passes_and_torch_is_as_before() -> None:
    def call(given: dict[str, Tensor]) -> object:
        assert torch.cuda.is_available()
        assert torch.from_numpy is not before[1]
        raise KeyboardInterrupt

    before = (torch.cuda.is_available, torch.from_numpy, vars(nn.Parameter)["__new__"], torch._C._nn._parse_to)
    hidden = torch.ones(3)
    with pytest.raises(KeyboardInterrupt):
        find_strays(call, {"X": torch.ones(3)}, {__file__}, [hidden])
    after = (torch.cuda.is_available, torch.from_numpy, vars(nn.Parameter)["__new__"], torch._C._nn._parse_to)
    assert after == before
    assert hidden.__dict__ == {}
    assert nn.Linear(3, 4)(torch.ones(3)).device.type == "cpu"
    assert torch._C._len_torch_function_stack() == 0


def test_numbers_are_those_of_the_real_tensors() -> None:
    pretend, X = PretendDevice({__file__}), torch.rand(2, 3)
    arguments = {"X": X.clone()}
    pretend.place(arguments)
    with pretend:
        result = torch.tanh(arguments["X"].to("cuda") * 2 + torch.ones(3).cuda()).cpu()
        assert (result.device.type, arguments["X"].device.type) == ("cpu", "cuda")
    assert torch.equal(result, torch.tanh(X * 2 + 1))
    assert arguments["X"].device.type == "cpu"
