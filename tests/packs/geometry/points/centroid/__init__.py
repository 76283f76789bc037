"""The centre of mass."""

from grader.exercise import Exercise

exercise = Exercise(
    reference="geometry.truth:centroid",
    title="The centre of mass",
    task="P (n, d) holds n points with d coordinates, mass (n,) their masses. Compute the centre of mass, (d,).",
    source="any book on mechanics",
    stages={"shape": 2, "dtype": 1, "value": 4, "gradient": 2, "purity": 1},
    hints=(
        "What does a heavier point do to the average?",
        "Each row of P counts as often as its mass says.",
        "The weighted sum of the rows, divided by the whole mass.",
    ),
)
