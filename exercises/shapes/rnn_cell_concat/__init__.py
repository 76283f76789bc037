"""One step of a recurrent layer with one matrix product (D2L 9.4.2)."""

from grader.exercise import Exercise

exercise = Exercise(
    reference="reference.recurrent:rnn_cell_concat",
    title="One step with one product",
    task=(
        "Compute the same new hidden state as in rnn_cell, now with exactly one matrix product. The inputs X (n, d) "
        "and the previous hidden state H (n, h) become one tensor with d + h columns, the weights W_xh (d, h) and "
        "W_hh (h, h) become one tensor with d + h rows, and the two are multiplied. The bias b_h (h,) and tanh follow "
        "as before; the result is (n, h)."
    ),
    source="D2L 9.4.2",
    stages={"shape": 2, "dtype": 1, "value": 3, "gradient": 1, "purity": 1, "operations": 2},
    hints=(
        "A product adds up over the axis that disappears. How long must that axis be to hold both sums at once?",
        "X and H have n rows in common, so they fit side by side: (n, d+h). W_xh and W_hh have h columns in common: "
        "how do they fit into (d+h, h)?",
        "Concatenate X and H along axis 1, W_xh and W_hh along axis 0, in the same order: column i of the one meets "
        "row i of the other.",
    ),
)
