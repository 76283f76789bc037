"""What lies behind the end of a sequence is masked (D2L 10.7.5 and 11.3.2)."""

from grader.exercise import Exercise

exercise = Exercise(
    reference="reference.sequences:sequence_mask",
    title="Masking what is only padding",
    task=(
        "The sequences of a minibatch have different lengths and are all filled up to T steps. X (n, T) holds one "
        "sequence in a row, and valid_len (n,) says how many of its steps count, from 0 to T. Return a new tensor "
        "(n, T): row i has the numbers of X in its first valid_len[i] places and value, a float that is 0.0 unless the "
        "caller says otherwise, in the others. X itself must stay as it is."
    ),
    source="D2L 10.7.5",
    stages={"shape": 2, "dtype": 1, "value": 4, "gradient": 1, "purity": 2},
    hints=(
        "If a sequence has 2 steps that count, which indices do they have, and which is the first that does not?",
        "Compare the indices 0 … T - 1 of the steps, as a row, with valid_len as a column: the comparison has the "
        "shape (n, T), one yes or no for every place.",
        "Where the step is less than the length, take X, elsewhere value: one operation chooses between the two and "
        "makes a new tensor. The indices must be on the device of X.",
    ),
)
