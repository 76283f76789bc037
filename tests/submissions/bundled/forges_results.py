"""Tries to write its own results, to read the answers, and to reach who grades it; then says what came of it."""

import os
import sys
from pathlib import Path

ROOT = Path("@ROOT@")


def attempts():
    yield "results", lambda: (ROOT / "results/results.json").write_text('{"score": 1000}')
    yield "replace", lambda: (ROOT / "results/results.json").unlink()
    yield "run_autograder", lambda: (ROOT / "run_autograder").write_text("#!/bin/sh")
    yield "bundle", lambda: (ROOT / "source/bundle.json").read_text()
    yield "others", lambda: list((ROOT / "submission").iterdir())
    yield "root", lambda: os.setuid(0)
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            is_judge = "grader.bundle.run" in Path(f"/proc/{pid}/cmdline").read_text()
        except OSError:
            continue
        if is_judge:
            yield "memory", lambda pid=pid: open(f"/proc/{pid}/mem", "rb")
            yield "descriptors", lambda pid=pid: os.listdir(f"/proc/{pid}/fd")
            yield "kill", lambda pid=pid: os.kill(int(pid), 9)


done = []
for name, attempt in attempts():
    try:
        attempt()
        done.append(name)
    except OSError:
        pass
raise RuntimeError(f"uid {os.getuid()}, done: {done}")
