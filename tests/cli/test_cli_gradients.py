"""`gradients` and `dependence`: what a learner sees who asks what happens over time."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET

import pytest


def test_the_reference_is_followed_with_a_chart_and_the_factor_per_step(trysquare) -> None:
    ran = trysquare("gradients", "rnn_forward", "--activation", "identity")
    assert (ran.code, ran.stderr) == (0, "")
    assert ran.lines[0] == "rnn_forward: gradient flow, vanishing"
    assert ran.lines[-10:] == [
        "          1            20           40            60           80      t = 100",
        "",
        "  Each step back multiplies the gradient by 0.9, on average; the spectral radius",
        "  is 0.9. It vanishes: at the first of 100 steps it is 3e-05 times what it is at",
        "  the last.",
        "",
        "  `W_hh`: a random rotation times 0.9, which is its spectral radius. All inputs",
        "  are small, so that the states start out small.",
        "",
        "  In the reference, identity stands where the reference has tanh.",
    ]


@pytest.mark.parametrize("solution", ["right/rnn_forward/nn_rnn.py", "right/rnn_forward/operators.py"])
def test_a_layer_of_torch_and_a_loop_have_the_flow_of_the_reference(trysquare, solution: str) -> None:
    ran = trysquare("gradients", "rnn_forward", trysquare.copy(solution), "--format", "json", "--radius", "1.1")
    assert ran.code == 0
    flow = json.loads(ran.stdout)["gradient_flow"]
    assert flow["norms"] == pytest.approx(flow["expected"], rel=1e-9)


def test_a_linear_solution_follows_the_closed_form(trysquare) -> None:
    file = trysquare.copy("wrong/rnn_forward/no_tanh.py")
    ran = trysquare("gradients", "rnn_forward", file, "--format", "json", "--radius", "1.2", "--steps", "40")
    norms = json.loads(ran.stdout)["gradient_flow"]["norms"]
    assert norms == pytest.approx([1.2 ** (40 - t) * norms[-1] for t in range(1, 41)], rel=1e-9)


def test_a_solution_that_detaches_every_ten_steps_shows_zeros_and_is_told(trysquare) -> None:
    file = trysquare.copy("wrong/rnn_forward/detaches_every_ten_steps.py")
    ran = trysquare("gradients", "rnn_forward", file, "--format", "json")
    flow = json.loads(ran.stdout)["gradient_flow"]
    assert flow["norms"][:90] == [0.0] * 90
    assert flow["norms"][90:] == pytest.approx(flow["expected"][90:], rel=1e-9)
    assert (flow["verdict"], flow["cut_at"]) == ("detached", 90)
    ran = trysquare("gradients", "rnn_forward", file)
    assert ran.code == 1
    assert "  No gradient flows from the last of 100 steps back to the first 90: something" in ran.lines
    assert "  between the 90th and the 91st is detached." in ran.lines


def test_who_computes_something_else_is_not_told_that_something_is_detached(trysquare) -> None:
    ran = trysquare(
        "gradients", "rnn_forward", trysquare.copy("wrong/rnn_forward/time_reversed_pop.py"), "--steps", "9"
    )
    assert ran.code == 1
    assert ran.lines[0] == "rnn_forward in answer.py: gradient flow, exact zeros"
    assert "  No gradient flows from the last of 9 steps back to the first 8." in ran.lines
    assert "The results are not the reference's, so this is the flow of another" in ran.stdout
    assert "detached" not in ran.stdout


def test_what_is_no_number_is_null_and_said(trysquare) -> None:
    file = trysquare.copy("probing/gradient_is_not_a_number.py")
    ran = trysquare("gradients", "rnn_forward", file, "--format", "json", "--steps", "5")
    flow = json.loads(ran.stdout)["gradient_flow"]
    assert (ran.code, flow["norms"], flow["verdict"]) == (1, [None] * 5, "not_finite")
    assert "not a number" in " ".join(trysquare("gradients", "rnn_forward", file).stdout.split())
    ran = trysquare("dependence", "rnn_forward", file)
    assert ran.code == 1
    assert "Some norms are not finite" in ran.stdout
    assert "Marked" not in ran.stdout


def test_plots_are_saved(trysquare) -> None:
    for name in ("flow.svg", "flow.png", "flow.html"):
        assert trysquare("gradients", "rnn_forward", "--output", name).code == 0
    assert trysquare("dependence", "rnn_forward", "--output", "map.svg").code == 0
    ET.parse(trysquare.folder / "flow.svg")
    ET.parse(trysquare.folder / "map.svg")
    assert (trysquare.folder / "flow.png").read_bytes().startswith(b"\x89PNG")
    assert "<title>rnn_forward: gradient flow, vanishing</title>" in (trysquare.folder / "flow.html").read_text()


def test_a_solution_that_looks_ahead_has_its_cells_marked(trysquare) -> None:
    file = trysquare.copy("wrong/rnn_forward/reads_the_next_input.py")
    ran = trysquare("dependence", "rnn_forward", file)
    assert (ran.code, ran.stderr) == (1, "")
    assert [line.count("××") for line in ran.lines[4:16]] == [1] * 11 + [0]
    marked = json.loads(trysquare("dependence", "rnn_forward", file, "--format", "json").stdout)["marked_steps"]
    assert marked == [[t, t + 1] for t in range(11)]
    assert "  Marked: O[0] depends on X[1], O[1] on X[2], O[2] on X[3] and 8 more like" in ran.lines


def test_a_solution_that_mixes_the_batch_has_its_rows_marked(trysquare) -> None:
    ran = trysquare("dependence", "rnn_forward", trysquare.copy("wrong/rnn_forward/mixes_the_batch.py"))
    assert ran.code == 1
    assert "Marked in the batch: row 0 depends on row 1" in ran.stdout
    assert "As in the reference" not in ran.stdout


def test_a_right_solution_has_the_map_of_the_reference(trysquare) -> None:
    file = trysquare.copy("right/rnn_forward/nn_rnn.py")
    ran = trysquare("dependence", "rnn_forward", file)
    assert (ran.code, ran.lines[-1]) == (0, "  As in the reference: the same cells are zero.")
    theirs, ours = (
        json.loads(trysquare("dependence", "rnn_forward", *given, "--format", "json").stdout) for given in ((file,), ())
    )
    for mine, wanted in zip(theirs["steps"], ours["steps"], strict=True):
        assert mine == pytest.approx(wanted, rel=1e-9)


@pytest.mark.parametrize(
    ("command", "code", "said"),
    [
        (("gradients", "rnn_cell"), 2, "In rnn_cell no gradient flows back through time. Try rnn_forward"),
        (("dependence", "rnn_cell"), 2, "In rnn_cell no result over time depends on an input over time"),
        (("gradients", "rnn_forward", "nothing.py"), 2, "nothing.py does not exist"),
        (("gradients", "rnn_forward", "--output", "flow.gif"), 2, "flow.gif: a plot is saved as .svg, .png or .html."),
        (("dependence", "rnn_forward", "--output", "no/map.svg"), 2, "no/map.svg cannot be written"),
        (("gradients", "rnn_forward", "--radius", "0"), 2, "Usage"),
    ],
)
def test_what_cannot_be_asked_is_said(trysquare, command: tuple[str, ...], code: int, said: str) -> None:
    ran = trysquare(*command)
    assert (ran.code, ran.stdout) == (code, "")
    assert ran.stderr.startswith(said)


@pytest.mark.parametrize(
    ("submission", "said"),
    [
        ("faulty/syntax_error.py", "answer.py:6: Python cannot read this line"),
        ("faulty/other_function.py", "answer.py defines no function `rnn_forward`."),
        ("wrong/rnn_forward/states_only.py", "The results have other shapes than they should"),
    ],
)
def test_a_file_that_does_not_answer_is_told_why(trysquare, submission: str, said: str) -> None:
    file = trysquare.copy(submission)
    for command in ("gradients", "dependence"):
        ran = trysquare(command, "rnn_forward", file)
        assert (ran.code, ran.stdout) == (1, "")
        assert ran.stderr.startswith(said)
