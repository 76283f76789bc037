"""Stage `signature`: is there a function of that name that takes these arguments by keyword?"""

from __future__ import annotations

from grader.judge.evidence import Evidence
from grader.judge.words import listing
from grader.report import Finding
from grader.worker.probe import Parameter


def judge_signature(evidence: Evidence) -> list[Finding]:
    """Missing and unknown argument names. Extra parameters with defaults and `**kwargs` are fine."""
    symbol, name = evidence.symbol, evidence.exercise.symbol
    if symbol is None:
        return [Finding("signature", "missing_function", f"The file defines no function `{name}`.")]
    if not symbol.callable:
        message = f"`{name}` is a value of type {symbol.type}, not a function that can be called."
        return [Finding("signature", "not_callable", message)]
    if symbol.parameters is None:
        return []
    sentences = _complaints(symbol.parameters, list(evidence.contract.asked_for))
    if not sentences:
        return []
    asked = ", ".join(evidence.contract.asked_for)
    message = "\n".join([*sentences, f"Arguments are passed by name: {name}({asked})."])
    return [Finding("signature", "wrong_arguments", message, line=symbol.line)]


def _complaints(parameters: tuple[Parameter, ...], asked: list[str]) -> list[str]:
    by_keyword = {p.name: p for p in parameters if p.kind in ("positional_or_keyword", "keyword_only")}
    takes_any = any(p.kind == "var_keyword" for p in parameters)
    positional = [p.name for p in parameters if p.kind == "positional_only" and p.name in asked]
    missing = [name for name in asked if name not in by_keyword and name not in positional and not takes_any]
    unknown = [
        p.name
        for p in parameters
        if p.required and p.kind.startswith(("positional", "keyword")) and p.name not in asked
    ]
    sentences: list[str] = []
    if missing:
        sentences.append(f"It takes no argument {_named(missing).replace(' and ', ' or ')}.")
    if unknown:
        sentences.append(f"It asks for {_named(unknown)}, which nobody passes.")
    if positional:
        sentences.append(f"It takes {_named(positional)} by position only (the `/` in the signature).")
    return sentences


def _named(names: list[str]) -> str:
    return listing([f"`{name}`" for name in names])
