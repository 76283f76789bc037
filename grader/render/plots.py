"""Flows and dependences as plots: inline SVG, and files of the suffixes .svg, .png and .html.

Needs matplotlib, the extra `plots`, which is loaded when a plot is made. No pyplot, no display, no state.
"""

from __future__ import annotations

import html
import importlib
import importlib.util
import io
import re
import warnings
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from grader.render.printable import printable
from grader.report import Dependence, GradientFlow

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SUFFIXES = (".svg", ".png", ".html")

_STYLE = {"font.family": "DejaVu Sans", "font.size": 10, "svg.fonttype": "none", "svg.hashsalt": "trysquare"}
_REMEDY = "Plots need matplotlib, which is not installed: pip install 'trysquare[plots]'."


class NoPlots(Exception):
    """A plot cannot be made here, or not under this name. The message says the remedy."""


def flow_svg(flow: GradientFlow, title: str = "") -> str:
    """A flow as an `<svg>` element to be put into a page. It has no ids: any number of them get along.

    Raises:
        NoPlots: matplotlib is not installed.
    """
    return _svg(lambda: _figures().flow_figure(flow, title))


def dependence_svg(dependence: Dependence) -> str:
    """A dependence as an `<svg>` element to be put into a page. It has no ids: any number of them get along.

    Raises:
        NoPlots: matplotlib is not installed.
    """
    return _svg(lambda: _figures().dependence_figure(dependence))


def save_flow(flow: GradientFlow, path: Path, title: str = "") -> None:
    """Write a plot to a file, in the format that its suffix says.

    Raises:
        NoPlots: matplotlib is not installed, or the suffix is another one.
        OSError: the file cannot be written.
    """
    _save(lambda: _figures().flow_figure(flow, title), path, title or "Gradient flow")


def save_dependence(dependence: Dependence, path: Path) -> None:
    """Write a plot to a file, in the format that its suffix says.

    Raises:
        NoPlots: matplotlib is not installed, or the suffix is another one.
        OSError: the file cannot be written.
    """
    _save(lambda: _figures().dependence_figure(dependence), path, f"Dependence: {dependence.exercise}")


def check_suffix(path: Path) -> None:
    """Refuse a name under which no plot can be saved, before anything is computed.

    Raises:
        NoPlots: the suffix is none of `.svg`, `.png`, `.html`, or matplotlib is not installed.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise NoPlots(f"{path}: a plot is saved as .svg, .png or .html.")
    if importlib.util.find_spec("matplotlib") is None:
        raise NoPlots(_REMEDY)


def _figures() -> ModuleType:
    """Loaded when something is drawn: matplotlib takes a while."""
    try:
        return importlib.import_module("grader.render.figures")
    except ImportError as error:
        if (error.name or "").partition(".")[0] != "matplotlib":
            raise
        raise NoPlots(_REMEDY) from None


def _save(draw: Callable[[], Figure], path: Path, title: str) -> None:
    check_suffix(path)
    if path.suffix.lower() == ".png":
        path.write_bytes(_written(draw, "png"))
    elif path.suffix.lower() == ".svg":
        path.write_text(f"{_svg(draw)}\n", encoding="utf-8")
    else:
        head = f'<meta charset="utf-8">\n<title>{html.escape(printable(title))}</title>'
        page = f'<!doctype html>\n<html lang="en">\n{head}\n{_svg(draw)}\n</html>\n'
        path.write_text(page, encoding="utf-8")


def _written(draw: Callable[[], Figure], format: str) -> bytes:
    """The bytes of a figure: the same ones for the same figure, whatever the user's own style is."""
    _figures()
    import matplotlib

    out = io.BytesIO()
    nothing = dict.fromkeys(("Date", "Creator", "Format", "Type") if format == "svg" else ("Software",))
    with warnings.catch_warnings(), matplotlib.rc_context():
        warnings.filterwarnings("ignore", "Glyph .* missing from")  # a file's name may be in any script
        matplotlib.rcdefaults()
        parameters: Any = matplotlib.rcParams
        parameters.update(_STYLE)
        draw().savefig(out, format=format, dpi=160, metadata=nothing)
    return out.getvalue()


def _svg(draw: Callable[[], Figure]) -> str:
    """Without prolog, ids, and the style sheet, which would rule over the whole page."""
    text = _written(draw, "svg").decode()
    text = text[text.index("<svg") :].strip()
    text = re.sub(r"\s*<defs>\s*<style.*?</style>\s*</defs>", "", text, flags=re.DOTALL)
    text = re.sub(r"\s*<defs>\s*(<clipPath.*?</clipPath>\s*)+</defs>", "", text, flags=re.DOTALL)  # nothing is clipped
    text = re.sub(r' id="[^"]*"', "", text)
    text = re.sub(r"<!--.*?-->\s*", "", text, flags=re.DOTALL)
    return text.replace("<svg ", '<svg role="img" style="stroke-linejoin: round; max-width: 100%; height: auto" ', 1)
