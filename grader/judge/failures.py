"""A failure, in a student's words: what happened, at which of their lines, and what to look at."""

from __future__ import annotations

import re

from grader.judge.translate import translate
from grader.judge.words import sentence_case
from grader.report import Finding, place_in_words
from grader.worker.dimensions import Dimensions
from grader.worker.probe import Failure, Frame

_CAUSES = {
    "empty_file": "The file is empty: there is nothing to check yet.",
    "undecodable": "The file is not text in UTF-8. Save it again with the encoding UTF-8.",
    "merge_conflict": "A merge-conflict marker is left in the file. Keep one version and delete the marker lines.",
    "timeout": "It did not finish within the time limit. Does a loop never end, or run far longer than needed?",
    "out_of_memory": "It asked for more memory than the limit allows. Which tensor grows so large?",
    "too_large": "It returned far more numbers than the task asks for.",
    "missing": "The function disappeared while it was being checked.",
}
_NO_INPUT = "EOF when reading a line"


def finding_of(failure: Failure, stage: str, dims: Dimensions | None = None, condition: str = "") -> Finding:
    """One finding for a failure. With `dims`, a message of torch is told in dimension names."""
    place = failure.frames[-1] if failure.frames else None
    translated = translate(failure, dims) if dims and failure.kind == "exception" else None
    kind = translated.kind if translated else failure.kind
    if kind == "missing":
        kind = "missing_function"
    lines = [translated.message if translated else _sentence(failure, stage)]
    if condition:
        lines[0] = f"{sentence_case(condition)}: {lines[0][0].lower()}{lines[0][1:]}"
    lines += _call_chain(failure)
    if translated:
        lines.append(f"Python says: {failure.type}: {_first_line(failure.message)}")
    return Finding(
        stage=stage,
        kind=kind,
        message="\n".join(lines),
        line=place.line if place else None,
        expression=place.expression if place else None,
        shapes=translated.shapes if translated else None,
        file=place.file if place else None,
        source=place.text if place else None,
        start=place.start if place else None,
        end=place.end if place else None,
    )


def _sentence(failure: Failure, stage: str) -> str:
    what = "Loading the file" if stage == "loads" else "The call"
    if failure.kind == "exited":
        if failure.type:
            return f"{what} ends the program (sys.exit, exit or quit). A solution returns its result instead."
        return f"{what} ended the whole process: {failure.message}. A solution returns its result instead."
    if failure.kind == "crashed":
        return f"{what} crashed: {failure.message}{'' if failure.message.endswith('?') else '.'}"
    if failure.kind == "not_implemented":
        return "It is not implemented for some inputs: NotImplementedError."
    if failure.kind == "forbidden":
        return f"{failure.message}. Write the computation yourself."
    if failure.kind == "syntax_error":
        return f"Python cannot read this line: {failure.message}."
    if failure.kind == "exception" and failure.type == "EOFError" and _NO_INPUT in failure.message:
        return "The code waits for keyboard input, and nobody types during a check. Use the arguments instead."
    if failure.kind == "exception":
        return f"{what} raises {failure.type}: {_first_line(failure.message)}".rstrip(": ")
    return _CAUSES.get(failure.kind, failure.message)


def _call_chain(failure: Failure) -> list[str]:
    """How the code came to the last line, when it went through several of the student's own."""
    steps = [frame for frame in _without_repeats(failure.frames[:-1]) if _spot(frame) != _spot(failure.frames[-1])]
    return [f"called from {place_in_words(*_spot(frame))}: {frame.text.strip()}" for frame in reversed(steps)]


def _without_repeats(frames: tuple[Frame, ...]) -> list[Frame]:
    """Recursion shows its line once."""
    return list({_spot(frame): frame for frame in frames}.values())


def _spot(frame: Frame) -> tuple[str, int]:
    return frame.file, frame.line


def _first_line(message: str) -> str:
    return re.split(r"\n", message.strip(), maxsplit=1)[0]
