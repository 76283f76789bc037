"""Flows and maps in a terminal, and the sentences that reports have of them."""

from __future__ import annotations

import pytest

from grader.render.dependence import render_dependence
from grader.render.flow import render_flow
from grader.render.flow_words import flow_remark
from grader.report import Dependence, Followed, GradientFlow
from grader.report.flow import flow_of

NAN = float("nan")
CLOSED = tuple(0.1 ** (13 - t) for t in range(14))


def chart(flow: GradientFlow, width: int = 80) -> list[str]:
    return render_flow(Followed("rnn_forward", "mine.py", "own", "X", flow), width).splitlines()


def test_a_decade_per_step_is_a_straight_line_on_the_logarithmic_scale() -> None:
    labels = {0: "1", 5: "10⁻⁵", 10: "10⁻¹⁰"}
    assert chart(flow_of(CLOSED), width=60)[3:17] == [
        f"{labels.get(row, ''):>8} {'┤' if row in labels else '│'}{' ' * round((13 - row) * 47 / 13)}●"
        for row in range(14)
    ]


def test_zeros_have_a_line_of_their_own_and_curves_that_meet_a_mark_of_theirs() -> None:
    lines = chart(flow_of((0.0, 0.0, 0.5, 1.0), (0.25, 0.25, 0.5, 1.0)))
    zero = next(line for line in lines if line.startswith("       0 ┤"))
    assert zero.count("●") == 2
    assert sum(line.count("◉") for line in lines if "both" not in line) == 2
    assert any("● yours   ○ reference   ◉ both   on the line 0: exactly zero" in line for line in lines)
    assert "something between the 2nd and the 3rd is detached." in " ".join(" ".join(lines).split())


@pytest.mark.parametrize("width", [20, 40, 80, 200])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    flow = flow_of((0.0,) * 10 + CLOSED, CLOSED[:10] + CLOSED)
    wide = Dependence("x", "O", "X", "a" * 200, ((1.0,) * 12,) * 12, ((1.0, 0.0),) * 2, ((0, 1),), (), ("a b " * 60,))
    for line in (*chart(flow, width), *render_dependence(wide, width).splitlines()):
        assert len(line) <= max(min(width, 100), 52)


@pytest.mark.parametrize("norms", [(), (1.0,), (0.0,), (NAN, NAN), (5e-324, 1.7e308), (float("inf"), 1.0)])
def test_odd_flows_are_shown(norms: tuple[float, ...]) -> None:
    assert chart(flow_of(norms))[0].startswith("rnn_forward in mine.py: gradient flow, ")


def test_the_name_of_a_file_is_one_line_without_escape_sequences() -> None:
    followed = Followed("rnn_forward", "a\x1b[31m\n.py", "own", "X", flow_of((1.0, 1.0)))
    assert render_flow(followed).splitlines()[0] == "rnn_forward in a[31m.py: gradient flow, stable"


def test_a_map_is_shades_zeros_and_marks() -> None:
    found = Dependence("rnn_forward", "O", "X", None, ((1.0, 0.5, 0.0), (0.001, 1.0, NAN)), (), ((0, 1),))
    assert render_dependence(found).splitlines()[:5] == [
        "rnn_forward: what each output depends on",
        "",
        "  ‖∂O[t]/∂X[s]‖",
        "  t\\s  0 1",
        "    0 ██×× ·",
    ]
    assert "    1 ░░██??" in render_dependence(found)
    assert "×× should be zero" in render_dependence(found)


@pytest.mark.parametrize(
    ("norms", "expected", "said"),
    [
        ((0.9, 1.0), (0.9, 1.0), ""),
        ((0.9, 1.0), (), ""),
        ((0.0, 1.0), (0.0, 1.0), ""),
        ((NAN, 1.0), (NAN, 1.0), ""),
        (
            (0.0, 0.0, 1.0),
            (1.0, 1.0, 1.0),
            "No gradient flows from the last of 3 steps back to the first 2: something between the 2nd and the 3rd is "
            "detached.",
        ),
        (
            (0.0, 1.0, 1.0),
            (1.0, 1.0, 1.0),
            "No gradient flows from the last of 3 steps back to the first: something between the 1st and the 2nd is "
            "detached.",
        ),
        (
            (0.0, 0.0, 1.0),
            (0.0, 1.0, 1.0),
            "No gradient flows from the last of 3 steps back to the first 2: something between the 2nd and the 3rd is "
            "detached; the reference cuts between the 1st and the 2nd.",
        ),
        (
            (1.0, 1.0, 1.0),
            (0.0, 1.0, 1.0),
            "The gradient of the last step reaches the first of 3 steps, where the reference's is cut off.",
        ),
        (
            (0.0, 0.0),
            (1.0, 1.0),
            "No gradient comes back from the last step, not even to its own input: its result is detached.",
        ),
        (
            (1.0, 0.0, 1.0),
            (1.0, 1.0, 1.0),
            "No gradient flows from the last of 3 steps back to the 2nd, though it reaches earlier ones: is one "
            "detached?",
        ),
        (
            (NAN, 1.0),
            (1.0, 1.0),
            "The gradient that flows back through time is not finite: it overflows, or is not a number.",
        ),
        (
            (0.01, 0.1, 1.0),
            (1.0, 1.0, 1.0),
            "Back through time gradients vanish, by a factor of 0.1 per step, in the reference by 1.",
        ),
        (
            (4.0, 2.0, 1.0),
            (4.0, 2.0, 1.0),
            "Back through time gradients explode, by a factor of 2 per step, as in the reference by 2.",
        ),
        (
            (1.0, 1.0, 1.0),
            (0.25, 0.5, 1.0),
            "Back through time gradients neither vanish nor explode, by a factor of 1 per step, in the reference by "
            "0.5.",
        ),
    ],
)
def test_a_report_says_of_a_flow_what_there_is_to_learn(
    norms: tuple[float, ...], expected: tuple[float, ...], said: str
) -> None:
    assert flow_remark(flow_of(norms, expected)) == said
