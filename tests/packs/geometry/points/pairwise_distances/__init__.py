"""All distances between two sets of points."""

from grader.exercise import Exercise

exercise = Exercise(
    reference="geometry.truth:pairwise_distances",
    title="All distances between two sets of points",
    task="P (n, d) and Q (m, d) hold points. Compute the (n, m) distances of each point of P from each one of Q.",
    source="any book on geometry",
    stages={"shape": 3, "dtype": 1, "value": 4, "gradient": 1, "purity": 1},
    hints=(
        "Which axis do P and Q share, and what becomes of it?",
        "Differences of every pair have the shape (n, m, d).",
        "The root of the sum of the squared differences over the last axis.",
    ),
)
