"""Start-up: `check` beside `import torch`, and the commands that need no torch beside `import typer, rich`.

Every round runs every command once, so that a noisy machine is noisy for all alike. Prints medians and the ratios with
their targets; ends with 1 when the median misses one.

    python benchmarks/startup.py [ROUNDS]
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

TRYSQUARE = str(Path(sys.executable).with_name("trysquare"))
SUBMISSIONS = Path(__file__).resolve().parent.parent / "tests" / "submissions"

TORCH, TYPER = "import torch", "import typer, rich"
COMMANDS = {
    TORCH: [sys.executable, "-c", "import torch"],
    TYPER: [sys.executable, "-c", "import typer, rich"],
    "check, right rnn_cell": [TRYSQUARE, "check", str(SUBMISSIONS / "right/rnn_cell/operators.py")],
    "check, annotated rnn_cell": [TRYSQUARE, "check", str(SUBMISSIONS / "right/rnn_cell/annotated_inline.py")],
    "check, wrong rnn_cell": [TRYSQUARE, "check", str(SUBMISSIONS / "wrong/rnn_cell/column_w_hh.py")],
    "check, right rnn_forward": [TRYSQUARE, "check", str(SUBMISSIONS / "right/rnn_forward/operators.py")],
    "check, wrong rnn_forward": [TRYSQUARE, "check", str(SUBMISSIONS / "wrong/rnn_forward/state_never_updated.py")],
    "check, every exercise": [TRYSQUARE, "check", str(SUBMISSIONS / "several/every_exercise.py")],
    "--help": [TRYSQUARE, "--help"],
    "list": [TRYSQUARE, "list"],
    "hint rnn_cell": [TRYSQUARE, "hint", "rnn_cell"],
}
TARGETS = {
    name: (TORCH, 1.3) if name.startswith("check") else (TYPER, 3.0) for name in COMMANDS if name not in (TORCH, TYPER)
} | {"check, every exercise": (TORCH, 3.0)}


def main(rounds: int) -> int:
    """Measure, print the table, and say with the exit code whether every target is met."""
    seconds: dict[str, list[float]] = {name: [] for name in COMMANDS}
    with tempfile.TemporaryDirectory() as data:
        environment = {**os.environ, "XDG_DATA_HOME": data}
        for _ in range(rounds):
            for name, command in COMMANDS.items():
                seconds[name].append(wall_time(command, environment))
    print(f"{'':26} {'median':>8} {'least':>8}   beside                ratio  target")
    missed = [name for name in COMMANDS if not told(name, seconds)]
    return 1 if missed else 0


def wall_time(command: list[str], environment: dict[str, str]) -> float:
    """Seconds from start to end of one command. A crash (a code above 1) ends the benchmark."""
    started = time.perf_counter()
    code = subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False).returncode
    elapsed = time.perf_counter() - started
    if code > 1:
        sys.exit(f"{' '.join(command)} ended with {code}")
    return elapsed


def told(name: str, seconds: dict[str, list[float]]) -> bool:
    """Print one row; whether its target is met."""
    row = f"{name:26} {median(seconds[name]):7.2f}s {min(seconds[name]):7.2f}s"
    if name not in TARGETS:
        print(row)
        return True
    beside, target = TARGETS[name]
    ratio = median(seconds[name]) / median(seconds[beside])
    print(f"{row}   {beside:20} {ratio:6.2f}  ≤ {target}{'' if ratio <= target else '  MISSED'}")
    return ratio <= target


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 7))
