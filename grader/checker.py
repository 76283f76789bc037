"""Check one submission: load it in a worker, ask the probes, judge, report."""

from __future__ import annotations

import gc
import hashlib
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import torch

torch.set_num_threads(1)  # forks of a process that has run in parallel hang

from grader.exercise import Exercise, UnknownExercise, find, known_exercises, packages_of_answers
from grader.job import Job
from grader.plan import PUBLIC_SEED
from grader.report import Report
from grader.sandbox.clean import clean
from grader.sandbox.files import FileTooBig, limit_of, read_siblings, read_submission
from grader.sandbox.limits import BUBBLEWRAP, PROCESS, Limits
from grader.sandbox.session import Session
from grader.sandbox.zygote import Zygote, ZygoteDied, start_confined_zygote, start_zygote
from grader.verdict import Stamp, grader_failed, look_closer, not_there, report_of, solves_nothing, unloadable
from grader.worker.probe import Failure, Loaded, Observation, Probe, Submission, Symbol

TYPE_CHECKING = False
if TYPE_CHECKING:
    from grader.answers import Answers


def forbidden() -> tuple[str, ...]:
    """Modules that hold answers, or the grader itself. Student code cannot import them."""
    return ("grader", *packages_of_answers())


@dataclass(slots=True)
class Checker:
    """Checks files one after the other with one warm worker. Close it when done.

    It is what a pool has in each of its processes: `Pool(partial(Checker, isolation=BUBBLEWRAP), size=2)`.

    **Arguments**

    - `device`: where submissions run: `cpu`, `cuda`, `mps`.
    - `limits`: of each submission.
    - `isolation`: `process` or `bubblewrap`. `packages`: what submissions may import there besides what all may.
    - `seed`: of the probes. The default is public. `shows_inputs`: whether reports may show them: in
      examples with numbers, and in what is printed while a function is called.
    """

    device: str = "cpu"
    limits: Limits = field(default_factory=Limits)
    isolation: str = PROCESS
    packages: tuple[str, ...] = ()
    seed: int = PUBLIC_SEED
    shows_inputs: bool = True
    _zygote: Zygote | None = None
    _answers: dict[tuple[str, bool], Answers] = field(default_factory=dict[tuple[str, bool], "Answers"])

    def warm_up(self) -> None:
        """Start the worker, before anything that holds answers is imported.

        Raises:
            NoSandbox: bubblewrap cannot be used here.
        """
        if self._zygote is not None and not self._zygote.is_alive():
            self._zygote.kill()
            self._zygote = None
        if self._zygote is None:
            gc.freeze()  # torch stays: neither we nor the children that we fork look through it again and again
            if self.isolation == BUBBLEWRAP:
                self._zygote = start_confined_zygote(self.packages)
            else:
                self._zygote = start_zygote(spawn="reference" in sys.modules, device=self.device)

    def check(self, path: Path, exercise_id: str | None = None, *, shown_as: str | None = None) -> list[Report]:
        """Judge a file: one report for each exercise that it solves, or for the one that is asked for.

        Raises:
            UnusableFile: the path is no file to be judged.
            UnknownExercise: no exercise has that id.
        """
        return self(Job(path, exercise_id, shown_as))

    def __call__(self, job: Job) -> list[Report]:
        """`check`, for a pool, and for bytes that are no file."""
        started = time.perf_counter()
        asked = find(job.exercise) if job.exercise else None
        name = job.shown_as or str(job.path)
        try:
            session = self.open(job.path, name) if job.source is None else self._session(name, job.source, job.siblings)
        except FileTooBig as error:
            too_big = Loaded(failure=Failure("too_big", "", str(error)))
            return [unloadable(too_big, asked or _by_stem(job.path), self._stamp(name, b"", started))]
        try:
            reports, is_sound = self._attempt(session, asked, job, started)
            if not is_sound:  # once more, with a zygote of its own: perhaps it was not the submission's doing
                reports, _ = self._attempt(session, asked, job, started)
            return reports
        finally:
            session.close()

    def close(self) -> None:
        """End the worker."""
        if self._zygote is not None:
            self._zygote.close()
            self._zygote = None

    def _attempt(self, session: Session, asked: Exercise | None, job: Job, started: float) -> tuple[list[Report], bool]:
        """The reports, and whether the worker has lived through it."""
        session.lost_zygote = False
        try:
            return self._check(session, asked, job, started), not session.lost_zygote
        except Exception as error:  # ours, whatever it is: no student loses a point for it
            stamp = self._stamp(session.submission.file, session.submission.source, started)
            return [grader_failed(error, asked or _by_stem(job.path), stamp)], not isinstance(error, ZygoteDied)

    def _check(self, session: Session, asked: Exercise | None, job: Job, started: float) -> list[Report]:
        session.begin()
        stamp = self._stamp(session.submission.file, session.submission.source, started)
        loaded = session.loaded()
        stamp = replace(stamp, printed=session.printed_on_load)
        if loaded.failure is not None:
            return [unloadable(loaded, asked or _by_stem(job.path), stamp)]
        symbols = {symbol.name: symbol for symbol in loaded.symbols}
        defined = symbols.keys() | loaded.lost.keys()
        named = [exercise for exercise in known_exercises() if exercise.symbol in defined]
        solved = [asked] if asked else [each for each in named if not job.only or each.id in job.only]
        if not solved:
            return [] if named else [solves_nothing(loaded, stamp)]
        later = [partial(self.answers, exercise) for exercise in solved[1:]]
        return [
            self._check_exercise(session, exercise, symbols.get(exercise.symbol), loaded, stamp, meanwhile)
            for exercise, meanwhile in zip(solved, [*later, _nothing], strict=True)
        ]

    def open(self, path: Path, shown_as: str | None = None) -> Session:
        """A session with a file, for those who ask their own questions. Close it when done.

        Raises:
            UnusableFile: the path is no file.
            FileTooBig: it is more than is read.
        """
        source = read_submission(path, limit_of(path.name))
        return self._session(shown_as or str(path), source, read_siblings(path, source))

    def _session(self, name: str, source: bytes, siblings: Mapping[str, bytes]) -> Session:
        wanted = tuple(exercise.symbol for exercise in known_exercises())
        return Session(self._warm, Submission(name, source, siblings, forbidden(), wanted), self.limits, clean)

    def answers(self, exercise: Exercise, *, tiny: bool = False) -> Answers:
        """Its probes and their answers. Loaded late: the worker must have been forked before they are in memory."""
        from grader.answers import Answers

        if (exercise.id, tiny) not in self._answers:
            self._answers[exercise.id, tiny] = Answers.of(exercise, self.device, self.seed, tiny=tiny)
        return self._answers[exercise.id, tiny]

    def _check_exercise(
        self,
        session: Session,
        exercise: Exercise,
        symbol: Symbol | None,
        loaded: Loaded,
        stamp: Stamp,
        meanwhile: Callable[[], object],
    ) -> Report:
        """One exercise in the file. `meanwhile` is done while the worker computes: preparing the next one."""
        from grader.judge.evidence import Evidence
        from grader.judge.signature import judge_signature
        from grader.rounds import ask_all

        if symbol is None and (lost := loaded.lost.get(exercise.symbol)) is not None:
            return unloadable(Loaded(failure=lost), exercise, stamp)
        if symbol is None:
            return not_there(exercise, stamp)
        answers = self.answers(exercise)
        evidence = Evidence(exercise, answers.plan.contract, symbol, (), session.submission.file)
        if not judge_signature(evidence):
            tiny = partial(self.answers, exercise, tiny=True)
            asked = ask_all(session, answers, tiny, meanwhile, listen=self.shows_inputs)
            answers = asked.answers
            evidence = replace(evidence, pairs=asked.pairs, too_slow=asked.too_slow)
        printed = session.printed_on_load + session.printed()
        evidence = replace(evidence, output_lost=printed.lost(self.limits), shows_inputs=self.shows_inputs)
        evidence = replace(evidence, mistaken=answers.mistaken)
        closer = partial(look_closer, answers, partial(_ask_again, session))
        return report_of(evidence, loaded, replace(stamp, printed=printed), closer)

    def _warm(self) -> Zygote:
        self.warm_up()
        assert self._zygote is not None
        return self._zygote

    def _stamp(self, file: str, source: bytes, started: float) -> Stamp:
        sha256, limits = hashlib.sha256(source).hexdigest(), self.limits.as_dict()
        return Stamp(file, sha256, self.device, self.isolation, started, source=source, limits=limits)


def _nothing() -> None: ...


def _ask_again(session: Session, probe: Probe) -> Observation:
    session.restart_clock()
    session.ask(probe, listen=False)
    return session.answer(probe)


def _by_stem(path: Path) -> Exercise | None:
    """The exercise that the file is named after."""
    try:
        return find(path.stem)
    except UnknownExercise:
        return None
