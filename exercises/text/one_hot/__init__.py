"""One-hot vectors of a minibatch of tokens, time first (D2L 9.5.2.1)."""

from grader.exercise import Exercise

exercise = Exercise(
    reference="reference.text:one_hot",
    title="One-hot vectors, time first",
    task=(
        "Turn tokens into vectors that a layer can multiply. tokens (n, T) holds whole numbers below vocab_size, one "
        "sequence in a row. The result is (T, n, v) with v = vocab_size, floating numbers: time comes first, so that "
        "result[t] (n, v) is what a recurrent layer reads in step t. Each vector has a 1 at the place that its token "
        "says, and 0 everywhere else. Not every token of the vocabulary needs to occur."
    ),
    source="D2L 9.5.2.1",
    stages={"shape": 4, "dtype": 2, "value": 3, "purity": 1},
    without=("gradient",),
    hints=(
        "How long is one vector, and does that depend on which tokens happen to be in this minibatch?",
        "Exchange the two axes of tokens first; the vectors then come as a new last axis. Exchanging axes and giving "
        "the numbers another shape are different things.",
        "Transpose tokens, make one-hot vectors with vocab_size classes, and turn whole numbers into floating ones: a "
        "layer cannot multiply its weights by integers.",
    ),
)
