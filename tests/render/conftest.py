"""The reports that every renderer is tested over, and a real Chromium, driven over a pipe."""

from __future__ import annotations

import base64
import contextlib
import fcntl
import functools
import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from grader.render import html
from grader.report import (
    Dependence,
    Details,
    Environment,
    Finding,
    GradientFlow,
    ListedLine,
    ListedOperation,
    Listing,
    RecognisedMistake,
    Report,
    SeenMilestone,
    Stage,
)

_ENVIRONMENT = Environment("2.13", "3.11", "cpu", "process", {"seconds": 10.0})
_PASSED = tuple(Stage(id, "passed", "", 0.2, 0.2, 2) for id in ("loads", "signature", "runs", "shape", "value"))
_SOURCE = "def f(X, W):\n\treturn X @ W + X\n"
_SUM = ListedOperation("X @ W + X", "X @ W + X", "(n, h) + (n, 1) → (n, h)", 3, "stretched over h", broadcast=True)

HOSTILE = "\x1b[31m</script><img src=x onerror=alert(1)>\u202e\x00 {{ 7 * 7 }} &amp; ]]> `<b>`"
"""What a page must show as it is: markup, templates, escapes, a change of direction, NULs."""

LONG = "x" * 1_000_000


def _report(outcome: str = "passed", **given: Any) -> Report:
    basic: dict[str, Any] = {"exercise": "rnn_cell", "file": "answer.py", "sha256": "0" * 64, "stages": _PASSED}
    return Report(**{**basic, "environment": _ENVIRONMENT, "score": 1.0, "seconds": 0.25, **given, "outcome": outcome})


def _not_judged(reason: str) -> tuple[Stage, ...]:
    return tuple(Stage(stage.id, "skipped", reason, 0.0, 0.2, 2) for stage in _PASSED)


def _failed(**given: Any) -> Report:
    broadcast = Finding(
        *("value", "silent_broadcast", "X @ W : (n, d) @ (d, h) → (n, h)\nIs `W` right?\nA small example:\n  X  [1]"),
        *(2, "X @ W + X", None, False, None, "\treturn X @ W + X", 8, 17),
    )
    warning = Finding("shape", "annotation", "`X` is (n, 1), not (n, d).", line=1, warns=True)
    stages = (*_PASSED[:3], Stage("shape", "warned", "", 0.2, 0.2, 2), Stage("value", "failed", "no", 0.0, 0.2, 2))
    mistake = RecognisedMistake("column", "`W` is narrowed.", "value")
    return _report("failed", **{"stages": stages, "findings": (broadcast, warning), "mistake": mistake, **given})


def _pages() -> dict[str, tuple[Report, Details]]:
    flow = GradientFlow((0.0, 0.5, 1.0), "detached", (0.25, 0.5, 1.0), cut_at=1)
    listing = Listing(
        "answer.py",
        {"n": 7},
        (ListedLine(1, "def f(X, W):", (("X", "(n, 1)"),)), ListedLine(2, "\treturn X @ W + X", (), (_SUM,))),
        "rnn_cell",
        "It ended.",
        ("Not all was seen.",),
    )
    dependence = Dependence("rnn_cell", "O", "X", "answer.py", ((1.0, 0.0), (0.5, 1.0)), remarks=("As it should be.",))
    found = tuple(SeenMilestone(f"H_{t}", True, "answer.py", 2) for t in range(1, 9))
    whole = Details({"answer.py": _SOURCE}, (listing,), (*found, SeenMilestone("H_9", False)), dependence)
    bad = Finding(
        "value", "wrong_value", f"{HOSTILE}\n{LONG}\nA : {HOSTILE}", 1, None, None, False, None, HOSTILE, 0, 9
    )
    hostile = _failed(
        file=HOSTILE,
        findings=(bad,),
        stdout=HOSTILE,
        stderr=f"{LONG}\n" * 3,
        gradient_flow=flow,
        mistake=RecognisedMistake("m", HOSTILE, "value"),
    )
    odd = replace(
        listing,
        file=HOSTILE,
        failure=HOSTILE,
        lines=(ListedLine(1, HOSTILE, ((HOSTILE, LONG),), (replace(_SUM, text=HOSTILE, note=HOSTILE, shapes=LONG),)),),
    )
    hostile_details = Details(
        {HOSTILE: f"{HOSTILE}\n{LONG}\n"},
        (odd,),
        (SeenMilestone(HOSTILE, True, HOSTILE, 1),),
        replace(dependence, file=HOSTILE, remarks=(HOSTILE,)),
        (HOSTILE,),
    )
    internal = Finding("loads", "internal_error", "This is an error of the grader.\nKeyError: 'x' (a.py:1)")
    nothing = Finding("signature", "no_exercise", "The file defines no function that is named like an exercise.")
    unnamed = (
        _PASSED[0],
        Stage("signature", "failed", "no", 0, 0, 0),
        Stage("runs", "skipped", "skipped: no", 0, 0, 0),
    )
    return {
        "failed": (_failed(), whole),
        "passed": (_report(gradient_flow=GradientFlow((0.9, 1.0), "stable", (0.9, 1.0)), stdout="hello\n"), whole),
        "not attempted": (_report("not_attempted", stages=_not_judged("the body is empty"), score=0.0), Details()),
        "error": (_report("error", stages=_not_judged("the grader failed"), findings=(internal,)), Details()),
        "no exercise": (_report("failed", exercise=None, stages=unnamed, findings=(nothing,), score=0.0), Details()),
        "no file": (_failed(file=None, sha256=None), Details(left_out=("The shapes are left out.",))),
        "hostile": (hostile, hostile_details),
    }


PAGES = _pages()


@pytest.fixture(autouse=True, scope="session")
def _drawn_once() -> Iterator[None]:
    """Every plot is drawn once for all tests: a drawing takes half a second."""
    with pytest.MonkeyPatch.context() as patch:
        for draw in ("flow_svg", "dependence_svg"):
            patch.setattr(html, draw, functools.cache(getattr(html, draw)))
        yield


@pytest.fixture(params=PAGES)
def page(request: pytest.FixtureRequest) -> tuple[Report, Details]:
    """A report as it may come, and what a page shows beside it."""
    return PAGES[request.param]


@pytest.fixture(scope="session")
def pages() -> dict[str, tuple[Report, Details]]:
    return PAGES


@pytest.fixture
def hostile_text() -> str:
    return HOSTILE


_PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome-headless-shell")
_FLAGS = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars"),
    *("--no-first-run", "--no-default-browser-check", "--disable-background-networking", "--disable-sync"),
    *("--disable-component-update", "--disable-extensions", "--remote-debugging-pipe", "about:blank"),
)
_PATIENCE = 60.0


@dataclass(slots=True)
class Chromium:
    """A headless Chromium. It is spoken to in the DevTools protocol, JSON between NULs, over descriptors 3 and 4."""

    process: subprocess.Popen[bytes]
    to: int
    back: int
    events: list[dict[str, Any]] = field(default_factory=list)
    _count: int = 0
    _rest: bytes = b""
    _session: str = ""

    def open(self, page: Path, width: int = 1200, height: int = 900, *, scheme: str = "light") -> None:
        """A page in a tab of its own. Its console and its requests are in `events`, from the first on."""
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = ""
        self._session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.events.clear()
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.ask(f"{domain}.enable")
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
        self.ask("Emulation.setDeviceMetricsOverride", **metrics)
        self.ask("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        self.ask("Page.navigate", url=page.as_uri())
        self.until("Page.loadEventFired")

    def evaluate(self, expression: str) -> Any:
        """The value of an expression in the page."""
        answer = self.ask("Runtime.evaluate", expression=expression, returnByValue=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def screenshot(self, *, whole: bool = False) -> bytes:
        """What is in view, or the whole page, as PNG."""
        return base64.b64decode(self.ask("Page.captureScreenshot", captureBeyondViewport=whole)["data"])

    def pdf(self) -> bytes:
        """The page as it is printed, on A4."""
        paper = {"paperWidth": 8.27, "paperHeight": 11.69, "preferCSSPageSize": True}
        return base64.b64decode(self.ask("Page.printToPDF", **paper)["data"])

    def ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Ask and wait; events that come meanwhile are kept."""
        self._count += 1
        message = {"id": self._count, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self.to, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self._count:
                assert "error" not in answer, answer
                return answer["result"]

    def until(self, event: str) -> None:
        while not any(each["method"] == event for each in self.events):
            self._next()

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._session = ""
            os.write(self.to, b'{"id": 0, "method": "Browser.close"}\0')
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        os.close(self.to)
        os.close(self.back)

    def _next(self) -> dict[str, Any]:
        deadline = time.monotonic() + _PATIENCE
        while b"\0" not in self._rest:
            chunk = os.read(self.back, 1 << 16)
            assert chunk, "Chromium has ended."
            assert time.monotonic() < deadline, "Chromium does not answer."
            self._rest += chunk
        message, _, self._rest = self._rest.partition(b"\0")
        told: dict[str, Any] = json.loads(message)
        if "method" in told:
            self.events.append(told)
        return told


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    """Skips where no Chromium is installed: `apt-get install --no-install-recommends chromium` brings one."""
    program = next((found for name in _PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        pytest.skip("There is no Chromium here. On Debian: apt-get install --no-install-recommends chromium")
    profile = tmp_path_factory.mktemp("chromium")
    (into, to), (back, out) = os.pipe(), os.pipe()
    ends = [fcntl.fcntl(end, fcntl.F_DUPFD, 10) for end in (into, out)]
    # They become descriptors 3 and 4 in a shell, which then is the browser.
    become = f'exec 3<&{ends[0]} 4>&{ends[1]} {ends[0]}<&- {ends[1]}>&-; exec "$@"'
    command = ["bash", "-c", become, "bash", program, f"--user-data-dir={profile}", *_FLAGS]
    environment = {**os.environ, "HOME": str(profile)}
    with (profile / "log").open("wb") as log:
        process = subprocess.Popen(
            command, pass_fds=ends, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=environment
        )
    for end in (into, out, *ends):
        os.close(end)
    browser = Chromium(process, to, back)
    try:
        yield browser
    finally:
        browser.close()
