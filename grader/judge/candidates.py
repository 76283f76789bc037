"""Where a missing value should have been made: the operation of the submission that stands in its place."""

from __future__ import annotations

from grader.judge.lineage import CARRIES, PRODUCTS, Lineage
from grader.judge.reached import Reached


def candidate(lineage: Lineage, seen: Reached, place: int) -> int | None:
    """The event that stands where the milestone should: of the same inputs, and of the same kind.

    Where there is none, it is the last of what the milestone should be made of, or whatever else is made of that.
    """
    wanted = seen.ingredients(place)
    made_of_it = [
        number
        for number in range(len(lineage.trace.events))
        if (operation := lineage.operation(number)) is not None
        and operation.name not in CARRIES
        and wanted & lineage.inputs(number)
        and number not in wanted
    ]
    used = lineage.leads_to(made_of[-1] for made_of in lineage.trace.results if made_of)
    made_of_it = [number for number in made_of_it if number in used] or made_of_it
    if seen.milestones[place].value.is_floating_point():  # and so no mask
        made_of_it = [number for number in made_of_it if lineage.dtype(number)] or made_of_it
    alike = [number for number in made_of_it if _is_alike(lineage, seen, number, place)]
    parts = sorted(number for number in wanted if number >= 0)
    also = [number for number in made_of_it if number not in seen.right and _keeps_shape(lineage, number, parts)]
    groups = (alike, parts, made_of_it) if _is_of_several(seen, place) else (alike, also, parts, made_of_it)
    group = next((group for group in groups if group), [])
    fresh = [number for number in group if number not in seen.right]
    if not fresh:
        return group[-1] if group else None
    first = fresh[0]
    for number in fresh:  # what makes something of one ingredient may only prepare it for the others
        if first in lineage.inputs(number) and wanted & lineage.inputs(number) - lineage.inputs(first):
            first = number
    return first


def stands_for(lineage: Lineage, seen: Reached, place: int, event: int) -> int:
    """The milestone that an event should give.

    Where several operations are fused into one it takes further arguments, all that a later milestone is made of, and
    should give that one; of two that are made of the same, it is the one of its shape. (A bias more changes nothing.)
    """
    inputs, shape, best = lineage.inputs(event), lineage.shape(event), place
    for later in range(place + 1, len(seen.milestones)):
        wanted = seen.ingredients(later)
        if best not in seen.milestones[later].after or not wanted <= inputs:
            continue
        takes_more = min(wanted - seen.ingredients(best) - seen.biases, default=0) < 0
        has_its_shape = seen.milestones[best].value.shape != shape == seen.milestones[later].value.shape
        if takes_more or has_its_shape:
            best = later
    return best


def _is_alike(lineage: Lineage, seen: Reached, number: int, place: int) -> bool:
    """Whether an event is of the kind that makes a milestone: a product, or of one operand, or of several."""
    operation, form = lineage.operation(number), lineage.form(number)
    if operation is None or form is None:
        return False
    is_product = _operations(seen, place) & PRODUCTS
    if is_product or operation.name in PRODUCTS:
        return operation.name in PRODUCTS and bool(is_product)
    return (len(form.operands) > 1) == _is_of_several(seen, place)


def _is_of_several(seen: Reached, place: int) -> bool:
    milestone = seen.milestones[place]
    return len(milestone.after) + len(milestone.arguments) > 1


def _operations(seen: Reached, place: int) -> set[str]:
    """What makes a milestone; and what makes those before it, where the submission does without them."""
    milestone = seen.milestones[place]
    without = [seen.milestones[before] for before in milestone.after if before not in seen.events]
    return {milestone.operation, *(each.operation for each in without)}


def _keeps_shape(lineage: Lineage, number: int, parts: list[int]) -> bool:
    """Whether an event makes of one of these parts something of its shape: it may stand in place of an activation."""
    operation = lineage.operation(number)
    shapes = {lineage.shape(part) for part in parts}
    return operation is not None and operation.name not in PRODUCTS and lineage.shape(number) in shapes
