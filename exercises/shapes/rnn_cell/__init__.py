"""One step of a recurrent layer (D2L 9.4.2, equation 9.4.5)."""

from grader.exercise import Exercise

exercise = Exercise(
    reference="reference.recurrent:rnn_cell",
    title="One step of a recurrent layer",
    task=(
        "Compute the next hidden state of a recurrent layer. X (n, d) holds the inputs of this step, H (n, h) the "
        "hidden state that the previous step left behind. Multiply X by W_xh (d, h) and H by W_hh (h, h), add the "
        "two products and the bias b_h (h,), and apply tanh to the sum. The result is the new hidden state (n, h); H "
        "itself must stay as it is."
    ),
    source="D2L 9.4.2",
    stages={"shape": 2, "dtype": 1, "value": 4, "gradient": 2, "purity": 1},
    hints=(
        "Which two matrix products must have the same shape before they can be added?",
        "X is (n, d) and H is (n, h); both products must be (n, h). Which shape must W_hh have for that?",
        "Add the two products, add the bias last, then apply tanh to the whole sum, once.",
    ),
)
