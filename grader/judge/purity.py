"""Stage `purity`: does a call leave everything else as it was, and give the same again?"""

from __future__ import annotations

from grader.judge.compare import equal
from grader.judge.evidence import Evidence, Pair, leaves, modified
from grader.judge.plain import same
from grader.judge.words import listing, sentence_case
from grader.report import Finding


def judge_purity(evidence: Evidence) -> list[Finding]:
    """Modified arguments, results that change from call to call or after it, and traces on arguments or generators."""
    judged = [pair for pair in evidence.compared if pair.seen.repeated is not None]
    for tell in (_modified, _not_repeatable, _overwritten, _left_behind, _attached, _reseeded):
        for pair in judged:
            if finding := tell(pair, evidence):
                return [finding]
    return []


def _modified(pair: Pair, evidence: Evidence) -> Finding | None:
    effects = pair.seen.side_effects
    replaced = [effect.removesuffix(".replaced") for effect in effects if effect.endswith(".replaced")]
    names = dict.fromkeys((*modified(pair.seen, pair.probe), *replaced))
    if not names:
        return None
    which = listing([f"`{name}`" for name in names])
    verb = "has" if len(names) == 1 else "have"
    when = f" {pair.condition}" if pair.condition else ""
    message = (
        f"After the call {which} {verb} other contents than before{when}. The caller still needs them: look for "
        "operations that write in place (a trailing underscore, `+=`, an assignment to a slice), and write into a "
        "tensor of your own."
    )
    return Finding("purity", "modified_argument", message, line=evidence.line)


def _not_repeatable(pair: Pair, evidence: Evidence) -> Finding | None:
    first, second = leaves(pair.seen.result), leaves(pair.seen.repeated)
    if len(first) == len(second) and all(
        a.shape == b.shape and same(b.value, a.value) and (a.data is None or b.data is None or equal(b.data, a.data))
        for a, b in zip(first, second, strict=True)
    ):
        return None
    message = (
        "The same arguments give something else the second time. Does it draw random numbers, or keep something from "
        "call to call in a global variable or a default argument?"
    )
    return Finding("purity", "not_repeatable", message, line=evidence.line)


def _overwritten(pair: Pair, evidence: Evidence) -> Finding | None:
    if "overwritten" not in pair.seen.side_effects:
        return None
    message = (
        "The second call writes into a tensor that the first one has returned: whoever kept the first result has lost "
        "it. Is there a tensor that lives longer than a call? Make a new one in each."
    )
    return Finding("purity", "overwritten_result", message, line=evidence.line)


def _left_behind(pair: Pair, evidence: Evidence) -> Finding | None:
    already = set(pair.expected.side_effects)  # what arrives so is no trace
    traces = [
        effect
        for effect in pair.seen.side_effects
        if effect.endswith((".grad", ".requires_grad")) and effect not in already
    ]
    if not traces:
        return None
    what = listing([f"`{trace}`" for trace in traces])
    message = f"The call changes {what}. Where gradients are needed inside, work on a copy (`.detach().clone()`)."
    return Finding("purity", "left_behind", message, line=evidence.line)


def _attached(pair: Pair, evidence: Evidence) -> Finding | None:
    for leaf in leaves(pair.seen.result):
        if leaf.attached and leaf.item in evidence.exercise.detached:
            name = evidence.leaf_name(leaf.item, leaf.key)
            message = (
                f"{sentence_case(name)} still has its history: autograd would follow it back into this call, and "
                "memory would grow from call to call. Where should the history end?"
            )
            return Finding("purity", "not_detached", message, line=evidence.line)
    return None


def _reseeded(pair: Pair, evidence: Evidence) -> Finding | None:
    if "reseeded" not in pair.seen.side_effects:
        return None
    message = (
        "The call sets the seed of the global random generator, and so changes every random number that the rest of "
        "the program draws. Seed once, outside the function."
    )
    return Finding("purity", "global_seed", message, line=evidence.line)
