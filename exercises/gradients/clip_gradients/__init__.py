"""Gradient clipping by one global norm (D2L 9.5.3, equation 9.5.3)."""

from grader.exercise import Exercise

exercise = Exercise(
    reference="reference.gradients:clip_gradients",
    title="Gradient clipping",
    task=(
        "Clip gradients by their norm. gradients is a list of tensors of any shapes, which together are one long "
        "vector g. Where the norm of g, the root of the sum of the squares of all its numbers, is larger than theta, "
        "scale all tensors by one common factor, so that the norm becomes theta; otherwise leave them as they are. "
        "Return a list of tensors of the same shapes in the same order. The list that is given, and the tensors in "
        "it, must stay as they are."
    ),
    source="D2L 9.5.3",
    stages={"shape": 2, "dtype": 1, "value": 5, "purity": 2},
    without=("gradient",),
    equivalent={"norm > theta → norm >= theta": "where the two are equal, the factor is 1 either way"},
    hints=(
        "How many norms are there: one for each tensor, or one for all of them?",
        "The sum of all squares is the sum, over the tensors, of each one's sum of squares. One root is taken, at the "
        "end.",
        "The factor is theta divided by the norm, but never more than 1. Multiply every tensor by it, and put the "
        "products into a new list.",
    ),
)
