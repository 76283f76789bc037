"""Plots: what is drawn is what was measured, and what is written can be put into any page."""

from __future__ import annotations

import math
import re
import sys
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest

from grader.render.figures import dependence_figure, flow_figure
from grader.render.plots import NoPlots, check_suffix, dependence_svg, flow_svg, save_dependence, save_flow
from grader.report import Dependence, GradientFlow
from grader.report.flow import flow_of

NAN = float("nan")
T = 100
REFERENCE = tuple(7 * 0.9 ** (T - t) for t in range(1, T + 1))
CUT = flow_of((0.0,) * 90 + REFERENCE[90:], REFERENCE, 0.9)
MAP = Dependence(
    "rnn_forward",
    "O",
    "X",
    "mine.py",
    ((1.0, 0.25, 0.0), (0.5, 1.0, 0.0), (0.25, 0.5, 1.0)),
    ((1.0, 0.0), (0.125, 1.0)),
    ((0, 1),),
    ((1, 0),),
)


def test_the_curves_are_the_logarithms_of_the_norms_and_zeros_lie_on_the_floor() -> None:
    axes = flow_figure(CUT, "").axes[0]
    curves = {line.get_label(): line for line in axes.lines}
    assert list(curves["reference"].get_xdata()) == list(range(1, T + 1))
    assert list(curves["reference"].get_ydata()) == pytest.approx([math.log10(norm) for norm in REFERENCE])
    yours = list(curves["yours"].get_ydata())
    assert all(math.isnan(height) for height in yours[:90])
    assert yours[90:] == pytest.approx([math.log10(norm) for norm in REFERENCE[90:]])
    zeros = list(curves["yours: exactly 0"].get_ydata())
    assert zeros[:90] == [axes.get_ylim()[0]] * 90
    assert all(math.isnan(height) for height in zeros[90:])
    slope = curves["radius 0.9 to the power T − t"]
    assert list(slope.get_ydata()) == pytest.approx([math.log10(norm) for norm in REFERENCE])
    assert [text.get_text() for text in axes.texts] == ["cut after step 90"]
    assert (axes.get_ylabel(), axes.get_xlabel()) == ("‖∂L_T / ∂X_t‖", "step t, of T = 100")


def test_the_two_curves_differ_in_their_dashes_and_not_in_colour_only() -> None:
    lines = {line.get_label(): line for line in flow_figure(CUT, "").axes[0].lines}
    assert lines["yours"].get_linestyle() == "-"
    assert lines["reference"].get_linestyle() == "--"


def test_a_step_that_stands_alone_is_seen() -> None:
    alone = flow_of((0.0, 0.0, 2.0), (1.0, 1.0, 2.0))
    lines = {line.get_label(): line for line in flow_figure(alone, "").axes[0].lines}
    assert list(lines["yours"].get_xdata())[-2:] == [2.6, 3.4]
    assert list(lines["yours"].get_ydata())[-2:] == pytest.approx([math.log10(2.0)] * 2)


def test_the_map_has_a_square_for_each_norm_and_a_frame_around_what_is_marked() -> None:
    steps, rows, scale = dependence_figure(MAP).axes
    squares = {patch.get_xy(): patch.get_facecolor() for patch in steps.patches if patch.get_fill()}
    assert len(squares) == 9
    assert squares[0, 0] == squares[1, 1] == squares[2, 2]  # x is s, y is t: the same norm, the same colour
    assert squares[0, 1] == squares[1, 2] != squares[0, 2]
    assert squares[2, 0] == squares[2, 1]
    assert [patch.get_xy() for patch in steps.patches if not patch.get_fill()] == [(1.06, 0.06)]
    assert [patch.get_xy() for patch in rows.patches if not patch.get_fill()] == [(0.06, 1.06)]
    assert next(label.get_text() for label in scale.get_yticklabels()) == "0"


@pytest.mark.parametrize("svg", [flow_svg(CUT), flow_svg(CUT, "a"), dependence_svg(MAP)])
def test_a_plot_for_a_page_has_nothing_that_another_one_could_collide_with(svg: str) -> None:
    ET.fromstring(svg)
    assert svg.startswith("<svg ")
    assert svg.endswith("</svg>")
    for unwanted in (r"\bid=", r"url\(", r"<style", r"<use", r"href=", r"<script", r"<metadata", r"<!", r"<\?", "clip"):
        assert not re.search(unwanted, svg), unwanted


def test_the_same_flow_is_the_same_plot_whatever_the_users_style(monkeypatch) -> None:
    import matplotlib

    before = flow_svg(CUT), dependence_svg(MAP)
    with matplotlib.rc_context({"lines.linewidth": 9, "font.size": 30, "svg.fonttype": "path"}):
        assert (flow_svg(CUT), dependence_svg(MAP)) == before
        assert matplotlib.rcParams["font.size"] == 30


@pytest.mark.parametrize(
    "flow",
    [
        GradientFlow((), "stable"),
        flow_of((1.0,)),
        flow_of((0.0, 0.0), (1.0, 2.0)),
        flow_of((NAN, float("inf"), -1.0), (NAN, NAN, NAN)),
        flow_of((5e-324, 1.7e308), (1.0, 1.0), radius=1e300),
    ],
)
def test_odd_flows_are_drawn(flow: GradientFlow) -> None:
    ET.fromstring(flow_svg(flow))


def test_odd_maps_are_drawn() -> None:
    for steps in ((), ((NAN, 0.0), (float("inf"), 1.0)), ((0.0,),), ((5e-324, 1e300),)):
        ET.fromstring(dependence_svg(replace(MAP, steps=steps, rows=(), marked_steps=(), marked_rows=())))


@pytest.mark.parametrize("suffix", [".svg", ".html", ".png", ".SVG"])
def test_a_plot_is_saved_in_the_format_of_its_suffix_and_names_are_no_markup(tmp_path: Path, suffix: str) -> None:
    path, name = tmp_path / f"plot{suffix}", "<script>&$x^{2$\x1b\x00\udcff日本"
    save_flow(CUT, path, name)
    flow = path.read_bytes()
    save_dependence(replace(MAP, file=name), path)
    for written in (flow, path.read_bytes()):
        if suffix == ".png":
            assert written.startswith(b"\x89PNG")
        else:
            assert b"<script>" not in written
            assert "&lt;script&gt;&amp;$x^{2$日本".encode() in written
            assert written.startswith(b"<!doctype html>" if suffix == ".html" else b"<svg")


def test_another_suffix_is_refused_in_a_sentence(tmp_path: Path) -> None:
    for name in ("plot.gif", "plot", "plot.svg.gz"):
        with pytest.raises(NoPlots, match=r"a plot is saved as .svg, .png or .html."):
            save_flow(CUT, tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_without_matplotlib_the_remedy_is_told(monkeypatch, tmp_path: Path) -> None:
    monkeypatch.delitem(sys.modules, "grader.render.figures", raising=False)
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    for attempt in (lambda: flow_svg(CUT), lambda: dependence_svg(MAP), lambda: save_flow(CUT, tmp_path / "a.svg")):
        with pytest.raises(NoPlots, match=r"pip install 'trysquare\[plots\]'"):
            attempt()
    with pytest.raises(NoPlots, match="matplotlib"):
        check_suffix(tmp_path / "a.svg")
