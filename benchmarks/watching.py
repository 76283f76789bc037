"""From a save to the verdict on the screen: `trysquare watch`, beside `trysquare check` from a cold start.

    python benchmarks/watching.py [SAVES]

Saves a right and a wrong `rnn_cell.py` in turn, as editors do (written beside it, then renamed), and reads the
command through a terminal of its own. Medians in milliseconds; the target for `watch` is 150.
"""

from __future__ import annotations

import os
import pty
import select
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TRYSQUARE = str(Path(sys.executable).with_name("trysquare"))
SUBMISSIONS = Path(__file__).parent.parent / "tests" / "submissions"
SORTS = {"passes": SUBMISSIONS / "right/rnn_cell/mm.py", "fails": SUBMISSIONS / "wrong/rnn_cell/column_w_hh.py"}
PATIENCE = 30.0


def main(saves: int) -> None:
    """Print one line for each sort."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        taken: dict[str, list[float]] = {sort: [] for sort in SORTS}
        save(folder, "passes", 0)
        here, there = pty.openpty()
        environment = {**os.environ, "XDG_DATA_HOME": name, "OMP_NUM_THREADS": "1"}
        running = subprocess.Popen(
            [TRYSQUARE, "watch", "rnn_cell.py"], cwd=folder, stdout=there, stderr=there, env=environment
        )
        try:
            until_verdict(here)
            for turn in range(1, saves + 1):
                for sort, seconds in taken.items():
                    time.sleep(0.2)
                    started = time.perf_counter()
                    save(folder, sort, turn)
                    until_verdict(here)
                    seconds.append(time.perf_counter() - started)
        finally:
            running.terminate()
            running.wait()
        for sort, seconds in taken.items():
            print(f"watch, {sort:<7} {1000 * statistics.median(seconds):7.0f} ms  (slowest {1000 * max(seconds):.0f})")
        for sort in SORTS:
            save(folder, sort, 0)
            print(f"check, {sort:<7} {1000 * cold(folder, environment):7.0f} ms")


def save(folder: Path, sort: str, turn: int) -> None:
    """As editors save: another file, renamed."""
    beside = folder / "rnn_cell.py.new"
    beside.write_text(f"{SORTS[sort].read_text()}\n# {turn}\n")
    beside.rename(folder / "rnn_cell.py")


def until_verdict(terminal: int) -> None:
    """Read until the line that ends a screen."""
    seen, end = b"", time.monotonic() + PATIENCE
    while b"Ctrl-C ends it." not in seen:
        if not select.select([terminal], [], [], max(end - time.monotonic(), 0))[0]:
            raise TimeoutError(seen.decode(errors="replace"))
        seen += os.read(terminal, 65536)


def cold(folder: Path, environment: dict[str, str]) -> float:
    """One `check` from the start, the median of three."""
    seconds: list[float] = []
    for _ in range(3):
        started = time.perf_counter()
        subprocess.run(
            [TRYSQUARE, "check", "rnn_cell.py"], cwd=folder, env=environment, capture_output=True, check=False
        )
        seconds.append(time.perf_counter() - started)
    return statistics.median(seconds)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
