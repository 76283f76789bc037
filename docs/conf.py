"""The documentation as a site: `sphinx-build -W docs build/docs`. No network is needed to make it, nor to read it."""

from __future__ import annotations

import re
from importlib.metadata import version as version_of
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util import logging

project = "Trysquare"
author = "The Trysquare authors"
version = release = version_of("trysquare")

extensions = ["myst_parser"]
myst_heading_anchors = 3
nitpicky = True
html_theme = "furo"
html_title = "Trysquare"
html_show_copyright = False
html_copy_source = False
html_use_index = False
html_show_sourcelink = False
pygments_style = "default"

_ELSEWHERE = r"""\s*["']?(?:https?:)?//[^\s>)]*"""
_REMOTE = re.compile(rf"<(?:script|img|iframe|link)\b[^>]*?\b(?:src|href)={_ELSEWHERE}|(?:@import|url\(){_ELSEWHERE}")
_log = logging.getLogger(__name__)


def setup(app: Sphinx) -> None:
    app.connect("build-finished", _tell_what_is_remote)


def _tell_what_is_remote(app: Sphinx, failure: Exception | None) -> None:
    """Warn of each page or style that fetches something, be it a font, a script or a picture. Links fetch nothing."""
    for path in sorted(Path(app.outdir).rglob("*")) if failure is None else ():
        if path.suffix in (".html", ".css"):
            for found in _REMOTE.findall(path.read_text(encoding="utf-8")):
                _log.warning("%s fetches something from elsewhere: %s", path.name, found)
