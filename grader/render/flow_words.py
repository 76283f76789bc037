"""What a gradient flow says, in sentences: for reports, and below the chart."""

from __future__ import annotations

from grader.report import GradientFlow, cut_of, rate_of, verdict_of

_HAPPENS = {
    "vanishing": "gradients vanish",
    "exploding": "gradients explode",
    "stable": "gradients neither vanish nor explode",
}

NOT_FINITE = "The gradient that flows back through time is not finite: it overflows, or is not a number."


def flow_remark(flow: GradientFlow) -> str:
    """What a report has to say of a flow; nothing where it is as it should be.

    >>> flow_remark(GradientFlow((0.0, 0.0, 0.5, 1.0), "detached", (0.1, 0.2, 0.5, 1.0), cut_at=2))
    'No gradient flows from the last of 4 steps back to the first 2: something between the 2nd and the 3rd is detached.'
    >>> flow_remark(GradientFlow((0.9, 1.0), "stable", (0.9, 1.0)))
    ''
    """
    same = bool(flow.expected) and verdict_of(flow.expected) == flow.verdict
    if flow.verdict == "not_finite":
        return "" if same else NOT_FINITE
    cut = cut_of(flow.expected)
    if flow.verdict == "detached":
        return "" if flow.cut_at == cut else beside_the_reference(cut_in_words(flow), cut)
    if cut is not None:
        first = f"first {cut}" if cut > 1 else "first"
        return (
            f"The gradient of the last step reaches the {first} of {len(flow.norms)} steps, "
            "where the reference's is cut off."
        )
    if flow.verdict == "stable" and (same or not flow.expected):
        return ""
    return _growth_in_words(flow, same=same)


def cut_in_words(flow: GradientFlow, *, same_results: bool = True) -> str:
    """Which steps the loss of the last one does not reach, and where to look. Nothing where it reaches all.

    Where the results are others than the reference's, it may be that they do not depend on those steps at all.
    """
    cut, T = flow.cut_at, len(flow.norms)
    if cut is None:
        return ""
    if cut == T:
        told, why = "No gradient comes back from the last step, not even to its own input", ": its result is detached"
        return f"{told}{why if same_results else ''}."
    if sum(norm == 0 for norm in flow.norms[:cut]) < cut:
        why = ": is one detached?" if same_results else "."
        return (
            f"No gradient flows from the last of {T} steps back to the {nth(cut)}, though it reaches earlier ones{why}"
        )
    why = f": something between the {nth(cut)} and the {nth(cut + 1)} is detached" if same_results else ""
    return f"No gradient flows from the last of {T} steps back to the first{f' {cut}' if cut > 1 else ''}{why}."


def nth(number: int) -> str:
    """
    >>> [nth(number) for number in (1, 2, 3, 4, 11, 22, 113)]
    ['1st', '2nd', '3rd', '4th', '11th', '22nd', '113th']
    """
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def measured_in_words(flow: GradientFlow) -> str:
    """The factor per step back, beside the radius that it should follow, and how much arrives at the first step."""
    if flow.rate is None:
        return ""
    told = f"Each step back multiplies the gradient by {factor(flow.rate)}, on average"
    if flow.radius is not None:
        told += f"; the spectral radius is {factor(flow.radius)}"
    last, first = flow.norms[-1], flow.norms[0]
    if first == 0 or len(flow.norms) < 2:
        return f"{told}."
    verb = {"vanishing": "It vanishes", "exploding": "It explodes"}.get(flow.verdict, "It is stable")
    share = f"{first / last:.2g}"
    return f"{told}. {verb}: at the first of {len(flow.norms)} steps it is {share} times what it is at the last."


def factor(rate: float) -> str:
    """A growth per step, to three digits: `0.9`, `1.05`."""
    return f"{rate:.3g}"


def beside_the_reference(told: str, cut: int | None) -> str:
    """Where an exercise cuts on purpose, it says where."""
    if cut is None or not told:
        return told
    return f"{told.removesuffix('.')}; the reference cuts between the {nth(cut)} and the {nth(cut + 1)}."


def _growth_in_words(flow: GradientFlow, *, same: bool) -> str:
    """The factor per step, beside the reference's."""
    theirs = rate_of(flow.expected)
    if flow.rate is None:
        return ""
    told = f"Back through time {_HAPPENS[flow.verdict]}, by a factor of {factor(flow.rate)} per step"
    if theirs is None:
        return f"{told}."
    return f"{told}, {'as in the reference' if same else 'in the reference'} by {factor(theirs)}."
