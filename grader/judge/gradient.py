"""Stage `gradient`: are the vector-Jacobian products those of the reference?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from torch import Tensor

from grader.judge import overwritten
from grader.judge.compare import equal, wrong_places
from grader.judge.evidence import Evidence, Pair, modified
from grader.judge.failures import finding_of
from grader.judge.words import axes_in_words, listing, place
from grader.report import Finding
from grader.sizes import TIME


def skipped_because(evidence: Evidence) -> str:
    """A reason not to judge gradients: code that writes into its arguments can crash autograd, and fails elsewhere."""
    crashed = any(pair.seen.gradient_failure is not None for pair in evidence.pairs)
    if crashed and any(modified(pair.seen, pair.probe) for pair in evidence.pairs):
        return "skipped: an argument is modified, so autograd cannot follow"
    return ""


def judge_gradient(evidence: Evidence) -> list[Finding]:
    """Compare gradients argument by argument: none at all, or another one."""
    pair = first_wrong(evidence)
    if pair is None:
        return []
    return (
        [_crash(pair)] if pair.seen.gradient_failure is not None else _findings(_wrong(pair, evidence), pair, evidence)
    )


def first_wrong(evidence: Evidence) -> Pair | None:
    """The first probe on which a gradient is missing or another one."""
    return next((p for p in evidence.compared if p.seen.gradient_failure or _wrong(p, evidence)), None)


def cut_off(evidence: Evidence) -> list[str]:
    """The arguments whose gradient is not what it should be, on the first probe that shows it."""
    pair = first_wrong(evidence)
    return _wrong(pair, evidence) if pair is not None else []


def _wrong(pair: Pair, evidence: Evidence) -> list[str]:
    if pair.seen.gradients is None or pair.expected.gradients is None:
        return []
    graded = [name for name in pair.expected.gradients if name not in evidence.exercise.open_gradients]
    return [name for name in graded if _differs(name, pair, evidence)]


def gradients_differ(name: str, axes: Sequence[str], seen: Tensor | None, expected: Tensor | None) -> bool:
    """Compare one gradient. Over time every step counts, however small its gradient has become."""
    return not equal(seen, expected, by_step=axes[:1] == (TIME,))


def _differs(name: str, pair: Pair, evidence: Evidence) -> bool:
    assert pair.seen.gradients is not None and pair.expected.gradients is not None
    seen, expected = pair.seen.gradients.get(name), pair.expected.gradients[name]
    return gradients_differ(name, _axes(evidence).get(name, ()), seen, expected)


def _axes(evidence: Evidence) -> Mapping[str, tuple[str, ...]]:
    return {argument.name: argument.axes for argument in evidence.contract.arguments}


def _findings(wrong: list[str], pair: Pair, evidence: Evidence) -> list[Finding]:
    """One finding for the arguments that no gradient reaches, one for those that another gradient reaches."""
    assert pair.seen.gradients is not None
    gradients = pair.seen.gradients
    cut = [name for name in wrong if _is_zero(gradients.get(name))]
    other = [name for name in wrong if name not in cut]
    when = f" {pair.condition}" if pair.condition else ""
    findings: list[Finding] = []
    if cut:
        which = "any argument" if len(cut) == len(gradients) else listing([f"`{name}`" for name in cut])
        message = f"The values are right{when}, but no gradient reaches {which}: nothing there could ever be learned."
        findings.append(Finding("gradient", "no_gradient", f"{message}\n{_CUT}", line=evidence.line))
    if other:
        lines = [_sentence(name, pair, evidence) for name in other]
        if not cut:
            lines = [f"The values are right{when}, but the gradients are not.", *lines, _CUT_OR_BY_HAND]
        findings.append(Finding("gradient", "wrong_gradient", "\n".join(lines), line=evidence.line))
    return findings


_HOW = "`.detach()`, `.data`, `.item()`, `torch.no_grad()`, or a copy such as `torch.tensor(…)`"
_CUT = f"Something cuts it off from autograd: look for {_HOW}."
_CUT_OR_BY_HAND = f"Is a part of the computation cut off from autograd, by {_HOW}? Or is a gradient written by hand?"


def _sentence(name: str, pair: Pair, evidence: Evidence) -> str:
    assert pair.seen.gradients is not None and pair.expected.gradients is not None
    got, want, axes = pair.seen.gradients[name], pair.expected.gradients[name], _axes(evidence).get(name, ())
    if got is None or want is None or got.shape != want.shape:
        return f"The gradient of `{name}` differs."
    over_time = axes[:1] == (TIME,)
    axes = axes if len(axes) == want.ndim else tuple(pair.dims.spell(size) for size in want.shape)
    mask = wrong_places(got, want, by_step=over_time)
    zero = " It is exactly zero there: the state is cut off between steps." if over_time and not got[mask].any() else ""
    return f"The gradient of `{name}`, {axes_in_words(axes)}, differs {place(mask, axes)}.{zero}"


def _crash(pair: Pair) -> Finding:
    assert pair.seen.gradient_failure is not None
    failure = pair.seen.gradient_failure
    finding = finding_of(failure, "gradient", pair.dims, "when gradients are wanted")
    told = overwritten.sentence(failure, pair.dims)
    return finding if told is None else replace(finding, kind="no_gradient", message=told)


def _is_zero(gradient: Tensor | None) -> bool:
    return gradient is None or not gradient.any()
