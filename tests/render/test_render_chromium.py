"""The page in a real Chromium: it fits a phone, asks for nothing, runs nothing, and opens up when it is printed.

Skipped where none is installed. On Debian: `apt-get install --no-install-recommends chromium`.
"""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest

from grader.render.html import render_html

pytestmark = pytest.mark.xdist_group("chromium")

WIDTHS = (320, 360, 768, 1200)
TROUBLE = ("Log.entryAdded", "Runtime.consoleAPICalled", "Runtime.exceptionThrown")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory, pages) -> Path:
    file = tmp_path_factory.mktemp("pages") / "reports.html"
    file.write_text(render_html(list(pages.values())), encoding="utf-8")
    return file


@pytest.mark.parametrize("width", WIDTHS)
def test_a_page_never_scrolls_sideways(width: int, written: Path, chromium) -> None:
    chromium.open(written, width)
    assert chromium.evaluate("document.documentElement.scrollWidth") == width
    chromium.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    assert chromium.evaluate("document.documentElement.scrollWidth") == width
    scrolling = "[...document.querySelectorAll('.code')].filter(each => each.scrollWidth > each.clientWidth).length"
    assert chromium.evaluate(scrolling) > 0


def test_nothing_is_asked_for_and_nothing_is_run(written: Path, chromium) -> None:
    chromium.open(written, 360)
    sent = [each["params"] for each in chromium.events if each["method"] == "Network.requestWillBeSent"]
    assert [url for each in sent if not (url := each["request"]["url"]).startswith("data:")] == [written.as_uri()]
    assert [each for each in chromium.events if each["method"] in TROUBLE] == []
    assert chromium.evaluate("document.querySelectorAll('script, img, iframe, object, [onerror]').length") == 0


def test_what_the_policy_forbids_would_be_noticed(tmp_path: Path, written: Path, chromium) -> None:
    told = written.read_text(encoding="utf-8")
    hostile = tmp_path / "hostile.html"
    hostile.write_text(told.replace("<main>", "<main><script>document.title = 'run'</script><img src='x.png'>"))
    chromium.open(hostile)
    refused = [each["params"]["entry"]["text"] for each in chromium.events if each["method"] == "Log.entryAdded"]
    assert len([text for text in refused if "Content Security Policy" in text]) == 2
    assert chromium.evaluate("document.title") != "run"


def test_the_text_is_there_as_the_student_wrote_it(written: Path, chromium, hostile_text: str) -> None:
    chromium.open(written, 360)
    text = chromium.evaluate("document.body.textContent")
    spelled = hostile_text.replace("\x1b", "\\x1b").replace("\u202e", "\\u202e").replace("\x00", "\\x00")
    assert text.count(spelled) >= 10
    assert chromium.evaluate("document.title") == "1 of 7 passed · Trysquare"
    assert chromium.evaluate("document.documentElement.lang") == "en"
    seen = chromium.evaluate("document.body.innerText")
    assert "✗ rnn_cell — a silent broadcast" in seen
    assert "It ended." not in seen


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_ground_follows_the_scheme(scheme: str, written: Path, chromium) -> None:
    chromium.open(written, scheme=scheme)
    ground = chromium.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == {"light": "rgb(255, 255, 255)", "dark": "rgb(21, 23, 28)"}[scheme]
    assert first_pixel(chromium.screenshot()) == tuple(int(part) for part in ground[4:-1].split(", "))


def test_on_paper_everything_is_open_and_black(written: Path, chromium) -> None:
    chromium.open(written)
    chromium.ask("Emulation.setEmulatedMedia", media="print")
    visible = "each.checkVisibility({contentVisibilityAuto: true})"
    hidden = f"[...document.querySelectorAll('details > div')].filter(each => !{visible}).length"
    assert chromium.evaluate("document.querySelectorAll('details:not([open]) > div').length") > 0
    assert chromium.evaluate(hidden) == 0
    assert "It ended." in chromium.evaluate("document.body.innerText")
    told = "[...document.querySelectorAll('.failed, .passed, .warned')].map(each => getComputedStyle(each).color)"
    assert set(chromium.evaluate(told)) == {"rgb(0, 0, 0)"}
    assert chromium.pdf().startswith(b"%PDF-")


def first_pixel(png: bytes) -> tuple[int, ...]:
    """The colour at the top left: of an unfiltered or any filtered first row, its first bytes."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    data, place = b"", 8
    while place < len(png):
        (size,) = struct.unpack(">I", png[place : place + 4])
        if png[place + 4 : place + 8] == b"IDAT":
            data += png[place + 8 : place + 8 + size]
        place += 12 + size
    return tuple(zlib.decompress(data)[1:4])
