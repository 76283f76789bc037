"""The sandbox: right `rnn_cell` submissions under full isolation, beside what a user would run instead, in one run.

Prints submissions per second of `pytest` per submission (and of gradescope-utils and otter where they are installed),
of a pool of sandboxes on all cores, and the ratio with its target; then what one submission costs, beside a bare fork
of a process that has imported torch; then the peak memory and the time of few and of many submissions. Ends with 1
where a target is missed.

    python benchmarks/sandbox.py [SUBMISSIONS] [MANY]
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from importlib.util import find_spec
from itertools import cycle, islice
from pathlib import Path
from statistics import median

RIVALS = Path(__file__).resolve().parent / "rivals"
RIGHT = Path(__file__).resolve().parent.parent / "tests" / "submissions" / "right" / "rnn_cell"
SLOW = ("checkpoint", "loops", "vmap", "compiled", "scripted", "annotated")
"""Styles that import a compiler or walk over numbers one by one: what they cost is theirs."""

ROUNDS = 5
FASTER, FORKS, STEADY = 50.0, 2.5, 1.15


def main(submissions: int, many: int) -> int:
    """Measure, print, and say with the exit code whether every target is met."""
    files = [file for file in sorted(RIGHT.glob("*.py")) if not file.stem.startswith(("_", *SLOW))]
    rivals = {
        "pytest": seconds_of_pytest,
        "gradescope-utils": _seconds_of("gradescope_utils", "with_gradescope.py"),
        "otter": _seconds_of("otter", "with_otter.py"),
    }
    told = {name: measured for name, measure in rivals.items() if (measured := measure(files[:ROUNDS]))}
    for name, seconds in told.items():
        print(f"{name + ', one process a submission':44} {1 / median(seconds):8.2f} submissions a second")
    few, memory = _graded(files, submissions)
    rate = submissions / few
    jobs = os.cpu_count()
    print(f"{f'trysquare, {submissions} in {jobs} sandboxes, all in all':44} {rate:8.2f} submissions a second")
    met = [_target("beside pytest per submission", rate * median(told["pytest"]), ">=", FASTER)]
    met.append(_cost_of_one(files[0]))
    if many:
        longer, more = _graded(files, many)
        print(f"{f'{submissions} and {many} submissions':44} {few:8.1f} s and {longer:.1f} s")
        met.append(_target("peak memory, beside the few", more / memory, "<=", STEADY))
        met.append(_target("time a submission, beside the few", longer / many / (few / submissions), "<=", STEADY))
    return 0 if all(met) else 1


def _graded(files: Sequence[Path], submissions: int) -> tuple[float, float]:
    """Seconds from nothing to the last report, and the peak memory of a process in MiB, in a program of its own."""
    command = [sys.executable, __file__, "--pool", str(submissions), *map(str, files)]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    return float(said[0]), float(said[1])


def _pool(submissions: int, files: Sequence[Path]) -> None:
    """Grade so many files in sandboxes on all cores; print seconds, and the peak memory of a process in MiB."""
    from grader.checker import Checker
    from grader.job import Job
    from grader.sandbox.limits import BUBBLEWRAP
    from grader.sandbox.pool import Pool

    started = time.perf_counter()
    pool = Pool(partial(Checker, isolation=BUBBLEWRAP), size=os.cpu_count() or 1, preload=("grader.checker",))
    for future in pool.map(Job(file, "rnn_cell") for file in islice(cycle(files), submissions)):
        (report,) = future.result()
        if report.outcome != "passed":
            sys.exit(f"{report.file}: {report.outcome}")
    seconds = time.perf_counter() - started
    pool.close()
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(seconds, peak / 1024)


def _cost_of_one(file: Path) -> bool:
    """One submission in one warm sandbox, beside a bare fork and the probes without any sandbox."""
    from grader.checker import Checker
    from grader.sandbox.limits import BUBBLEWRAP

    checker = Checker(isolation=BUBBLEWRAP)
    checker.check(file, "rnn_cell")
    whole, fork, probes = [], [], []
    ask = _probes(file)
    for _ in range(40):
        whole.append(_timed(lambda: checker.check(file, "rnn_cell")))
        fork.append(_timed(_fork))
        probes.append(_timed(ask))
    checker.close()
    one, bare, asked = (1000 * median(times) for times in (whole, fork, probes))
    print(f"{'one submission in a warm sandbox':44} {one:8.1f} ms")
    print(f"{'the probes and the judgement alone':44} {asked:8.1f} ms")
    print(f"{'a bare fork of a process with torch':44} {bare:8.1f} ms")
    return _target("what the sandbox adds, in bare forks", (one - asked) / bare, "<=", FORKS)


def _probes(file: Path) -> Callable[[], object]:
    """The same questions to the same function in this process, and the same judgement."""
    import importlib.util

    from grader.answers import Answers
    from grader.exercise import find
    from grader.verify import judged

    spec = importlib.util.spec_from_file_location("submission", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    exercise = find("rnn_cell")
    answers = Answers.of(exercise)
    return lambda: judged(exercise, module.rnn_cell, answers)


def _fork() -> None:
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def seconds_of_pytest(files: Sequence[Path]) -> list[float]:
    """Of each submission, in a process of its own."""
    return [_beside_the_rivals(file, "-m", "pytest", "-q", "test_it.py") for file in files]


def _seconds_of(package: str, program: str) -> Callable[[Sequence[Path]], list[float]]:
    """Another autograder in a process for each submission, if it is installed."""
    if find_spec(package) is None:
        return lambda files: []
    return lambda files: [_beside_the_rivals(file, program) for file in files]


def _beside_the_rivals(file: Path, *arguments: str) -> float:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(shutil.copytree(RIVALS, Path(place) / "graded"))
        (folder / "answer.py").write_bytes(file.read_bytes())
        quiet = {"cwd": folder, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        return _timed(lambda: subprocess.run([sys.executable, *arguments], check=True, **quiet))


def _target(what: str, value: float, relation: str, target: float) -> bool:
    met = value >= target if relation == ">=" else value <= target
    print(f"{what:44} {value:8.2f} × {relation} {target}{'' if met else '  MISSED'}")
    return met


if __name__ == "__main__":
    if sys.argv[1:2] == ["--pool"]:
        _pool(int(sys.argv[2]), [Path(name) for name in sys.argv[3:]])
    else:
        numbers = [int(word) for word in sys.argv[1:]]
        sys.exit(main(numbers[0] if numbers else 200, numbers[1] if len(numbers) > 1 else 0))
