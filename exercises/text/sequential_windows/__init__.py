"""Minibatches of a text by sequential partitioning (D2L 9.3.3)."""

from grader.exercise import Exercise

exercise = Exercise(
    reference="reference.text:sequential_windows",
    title="Minibatches by sequential partitioning",
    task=(
        "Cut a text into minibatches whose rows go on from one minibatch to the next. tokens (k,) is the text; write n "
        "for batch_size and T for num_steps. Leave out offset tokens at the beginning. Cut the rest into n rows of "
        "s = (k - offset - 1) // n tokens each, so that row i begins at token offset + i * s. Cut every row into "
        "windows of T tokens: the first windows of all rows are minibatch 0, the second ones minibatch 1, and so on. "
        "Return two tensors (m, n, T): the inputs of the m minibatches, and the targets, which are the tokens that "
        "come one place later in the text. What does not fill a minibatch is dropped; if that is everything, m is 0 "
        "and the tensors are (0, n, T)."
    ),
    source="D2L 9.3.3",
    stages={"shape": 3, "dtype": 1, "value": 5, "purity": 1},
    without=("gradient",),
    equivalent={"0 → -1": "the offset is below k, so s is never negative"},
    hints=(
        "Why is there a - 1 in s = (k - offset - 1) // n: what would the last target be without it?",
        "First make the rows, (n, s), then cut them along their second axis. A window of minibatch j holds the places "
        "from j * T on in its row.",
        "Take n * s tokens from the offset on as (n, s), drop what goes beyond m * T columns, split the columns into "
        "(n, m, T), and bring m to the front. For the targets do the same from offset + 1 on.",
    ),
)
