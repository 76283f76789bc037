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
    'No gradient flows from step 4 back to the steps 1 to 2: something between step 2 and step 3 is detached.'
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
        return (
            f"The gradient of the last step reaches the steps 1 to {cut} of {len(flow.norms)}, "
            "where the reference's is cut off."
        )
    if flow.verdict == "stable" and (same or not flow.expected):
        return ""
    return _growth_in_words(flow, same=same)


def cut_in_words(flow: GradientFlow) -> str:
    """Which steps the loss of the last one does not reach, and where to look. Nothing where it reaches all."""
    cut, T = flow.cut_at, len(flow.norms)
    if cut is None:
        return ""
    if cut == T:
        return "No gradient comes back from the last step, not even to its own input: its result is detached."
    zeros = sum(norm == 0 for norm in flow.norms[:cut])
    if zeros < cut:
        return f"No gradient flows from step {T} back to step {cut}, though it reaches earlier ones: is one detached?"
    steps = "step 1" if cut == 1 else f"the steps 1 to {cut}"
    where = f"something between step {cut} and step {cut + 1} is detached"
    return f"No gradient flows from step {T} back to {steps}: {where}."


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
    return f"{told}. {verb}: at step 1 it is {first / last:.2g} times what it is at step {len(flow.norms)}."


def factor(rate: float) -> str:
    """A growth per step, to three digits: `0.9`, `1.05`."""
    return f"{rate:.3g}"


def beside_the_reference(told: str, cut: int | None) -> str:
    """Where an exercise cuts on purpose, it says where."""
    if cut is None or not told:
        return told
    return f"{told.removesuffix('.')}; the reference cuts between step {cut} and step {cut + 1}."


def _growth_in_words(flow: GradientFlow, *, same: bool) -> str:
    """The factor per step, beside the reference's."""
    theirs = rate_of(flow.expected)
    if flow.rate is None:
        return ""
    told = f"Back through time {_HAPPENS[flow.verdict]}, by a factor of {factor(flow.rate)} per step"
    if theirs is None:
        return f"{told}."
    return f"{told}, {'as in the reference' if same else 'in the reference'} by {factor(theirs)}."
