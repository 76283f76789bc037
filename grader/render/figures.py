"""Flows and dependences drawn with matplotlib, which this module needs. No pyplot, no display, no state.

What would need ids in SVG is avoided (markers, clipping, images): a page may hold any number of these.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from grader.render.decades import decade_words, decades_of, ends_of, ticks_of
from grader.render.printable import printable
from grader.report import Dependence, GradientFlow

_INK, _FAINT, _YOURS, _REFERENCE, _WRONG = "#222222", "#dddddd", "#0072b2", "#e69f00", "#d7263d"
_DASHED = (0, (4, 3))
_MOST_STEPS_TICKED = 12
_DASH = 0.4


def flow_figure(flow: GradientFlow, title: str) -> Figure:
    figure = Figure(figsize=(7.2, 3.8), layout="constrained", facecolor="white")
    axes = figure.add_subplot()
    curves = [("yours", flow.norms, _YOURS, "-"), ("reference", flow.expected, _REFERENCE, _DASHED)]
    if not flow.expected:
        curves = [("", flow.norms, _YOURS, "-")]
    low, high = decades_of([norm for _, norms, _, _ in curves for norm in norms])
    floor = low - 0.06 * (high - low)
    for name, norms, colour, dash in curves:
        heights = [math.log10(norm) if _is_positive(norm) else math.nan for norm in norms]
        axes.plot(*_joined(heights), color=colour, linestyle=dash, linewidth=2.4, label=name, clip_on=False)
        zeros = [floor if norm == 0 else math.nan for norm in norms]
        if any(norm == 0 for norm in norms):
            label = f"{name}: exactly 0".removeprefix(": ")
            # A thick line of its own at the bottom: zero has no place on a logarithmic axis.
            axes.plot(
                *_joined(zeros), "-", color=colour, linewidth=5, solid_capstyle="butt", label=label, clip_on=False
            )
    _expected_slope(axes, flow, low, high)
    _cut(axes, flow)
    axes.set_ylim(floor, high)
    axes.set_xlim(1, max(len(flow.norms), 2))
    axes.set_xticks(_ticks_in_time(len(flow.norms)))
    axes.set_yticks(ticks_of(low, high), [decade_words(tick) for tick in ticks_of(low, high)])
    axes.set_xlabel(f"step t, of T = {len(flow.norms)}", color=_INK)
    axes.set_ylabel("‖∂L_T / ∂X_t‖", color=_INK)
    _plain(axes)
    axes.grid(color=_FAINT, linewidth=0.8, clip_on=False)
    if axes.get_legend_handles_labels()[0]:
        axes.legend(frameon=False, loc="best", labelcolor=_INK)
    _title(axes, title or f"Gradient flow: {flow.verdict.replace('_', ' ')}")
    return figure


def _joined(heights: Sequence[float]) -> tuple[list[float], list[float]]:
    """The points of a curve over the steps 1, 2, …; one that stands alone, which no line would show, as a dash."""
    places: list[float] = []
    values: list[float] = []
    for i, height in enumerate(heights):
        beside = (*heights[max(i - 1, 0) : i], *heights[i + 1 : i + 2])
        alone = not math.isnan(height) and all(math.isnan(other) for other in beside)
        places += [i + 1 - _DASH, i + 1 + _DASH] if alone else [i + 1]
        values += [height, height] if alone else [height]
    return places, values


def _ticks_in_time(T: int) -> list[int]:
    """The first step, and round numbers after it."""
    return [1, *(t for t in ticks_of(1, max(T, 2), most=10) if t > 1)]


def _expected_slope(axes: Axes, flow: GradientFlow, low: float, high: float) -> None:
    """What the norms follow where the recurrence is linear: the radius to the power T - t."""
    last = next(iter(flow.norms[-1:]), 0.0)
    if flow.radius is None or flow.radius <= 0 or not _is_positive(last):
        return
    slope, T = math.log10(flow.radius), len(flow.norms)
    heights = [math.log10(last) + slope * (T - t) for t in range(1, T + 1)]
    heights = [height if low <= height <= high else math.nan for height in heights]
    label = f"radius {flow.radius:.3g} to the power T − t"
    axes.plot(range(1, T + 1), heights, color=_INK, linestyle=":", linewidth=1.2, label=label, zorder=1, clip_on=False)


def _cut(axes: Axes, flow: GradientFlow) -> None:
    if flow.cut_at is not None and flow.cut_at < len(flow.norms):
        axes.axvline(flow.cut_at + 0.5, color=_WRONG, linewidth=1.2, linestyle=(0, (1, 2)), clip_on=False)
        place = (flow.cut_at + 0.5, 1.0)
        axes.annotate(
            f"cut after step {flow.cut_at}",
            place,
            xycoords=("data", "axes fraction"),
            xytext=(-5, -4),
            textcoords="offset points",
            ha="right" if flow.cut_at > len(flow.norms) / 4 else "left",
            va="top",
            color=_WRONG,
        )


def dependence_figure(dependence: Dependence) -> Figure:
    maps = [dependence.steps, *([dependence.rows] if dependence.rows else [])]
    figure = Figure(figsize=(8.4 if dependence.rows else 5.6, 4.6), layout="constrained", facecolor="white")
    widths = [5.0, *([2.4] if dependence.rows else []), 0.28]
    grid = figure.subplots(1, len(widths), width_ratios=widths, squeeze=False)[0]
    low, high = ends_of([norm for each in maps for row in each for norm in row])
    output, argument = dependence.output, dependence.argument
    _heat_map(grid[0], dependence.steps, dependence.marked_steps, (low, high))
    grid[0].set(xlabel=f"step s of {argument}, from 0", ylabel=f"step t of {output}, from 0")
    _title(grid[0], f"‖∂{output}_t / ∂{argument}_s‖")
    if dependence.rows:
        _heat_map(grid[1], dependence.rows, dependence.marked_rows, (low, high))
        grid[1].set(xlabel=f"batch row j of {argument}", ylabel=f"batch row i of {output}")
        _title(grid[1], f"‖∂{output}_i / ∂{argument}_j‖")
    _colour_scale(grid[-1], low, high)
    of = f"{dependence.exercise} in {dependence.file}" if dependence.file else f"{dependence.exercise}, the reference"
    figure.suptitle(printable(of), color=_INK, fontsize=12, x=0.01, ha="left", parse_math=False)
    return figure


def _heat_map(
    axes: Axes,
    norms: Sequence[Sequence[float]],
    marked: Sequence[tuple[int, int]],
    decades: tuple[float, float],
) -> None:
    """One square for each number, row 0 on top. Squares and not an image: those are sharp, and need no ids."""
    for t, row in enumerate(norms):
        for s, norm in enumerate(row):
            colour = _colour(norm, *decades)
            axes.add_patch(Rectangle((s, t), 1, 1, facecolor=colour, edgecolor="white", linewidth=0.6, clip_on=False))
            if not math.isfinite(norm):
                axes.text(s + 0.5, t + 0.5, "?", ha="center", va="center", color=_INK)
    for t, s in marked:
        box = Rectangle((s + 0.06, t + 0.06), 0.88, 0.88, fill=False, edgecolor=_WRONG, linewidth=1.8, clip_on=False)
        axes.add_patch(box)
        axes.plot([s + 0.3, s + 0.7], [t + 0.3, t + 0.7], color=_WRONG, linewidth=1.4, clip_on=False)
        axes.plot([s + 0.3, s + 0.7], [t + 0.7, t + 0.3], color=_WRONG, linewidth=1.4, clip_on=False)
    height, width = len(norms), max((len(row) for row in norms), default=0)
    stride = max(1, -(-max(height, width) // _MOST_STEPS_TICKED))
    axes.set_xlim(0, max(width, 1))
    axes.set_ylim(max(height, 1), 0)
    axes.set_xticks([i + 0.5 for i in range(0, width, stride)], [str(i) for i in range(0, width, stride)])
    axes.set_yticks([i + 0.5 for i in range(0, height, stride)], [str(i) for i in range(0, height, stride)])
    axes.set_aspect("equal", anchor="N")
    _plain(axes)


def _colour_scale(axes: Axes, low: float, high: float) -> None:
    """What colour is which norm. At the bottom the one that zero has."""
    shades, step = 64, (high - low) / 64
    for i in range(shades):
        colour = _colour(10.0 ** (low + (i + 0.5) * step), low, high)
        axes.add_patch(Rectangle((0, low + i * step), 1, step * 1.05, facecolor=colour, edgecolor="none"))
    below = 0.1 * (high - low)
    axes.add_patch(Rectangle((0, low - below), 1, 0.6 * below, facecolor=_colour(0.0, low, high), edgecolor="none"))
    axes.set_xlim(0, 1)
    axes.set_ylim(low - below, high)
    ticks: dict[float, str] = {tick: decade_words(tick) for tick in ticks_of(low, high)}
    if len(ticks) < 2:
        ticks = {end: f"{10**end:.2g}" for end in (low, high)}
    axes.set_yticks([low - 0.7 * below, *ticks], ["0", *ticks.values()])
    axes.set_xticks([])
    axes.yaxis.tick_right()
    _plain(axes)
    for patch in axes.patches:
        patch.set_clip_on(False)


def _colour(norm: float, low: float, high: float) -> Any:
    """Light for what hardly counts, dark for much; grey for zero."""
    if not _is_positive(norm):
        return "#eeeeee" if norm == 0 else "#ffffff"
    share = (math.log10(norm) - low) / (high - low)
    return matplotlib.colormaps["YlGnBu"](0.15 + 0.85 * min(max(share, 0.0), 1.0))


def _plain(axes: Axes) -> None:
    """Axes without frame and tick marks: the latter are the only thing left that would need ids in SVG."""
    axes.tick_params(left=False, bottom=False, right=False, top=False, colors=_INK)
    axes.minorticks_off()
    for spine in axes.spines.values():
        spine.set_visible(False)
    axes.set_axisbelow(True)


def _title(axes: Axes, text: str) -> None:
    axes.set_title(printable(text), loc="left", color=_INK, fontsize=11, parse_math=False)


def _is_positive(norm: float) -> bool:
    return math.isfinite(norm) and norm > 0
