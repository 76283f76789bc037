"""One step of a gated recurrent unit (D2L 10.2, equations 10.2.1 to 10.2.3)."""

from grader.exercise import Exercise

exercise = Exercise(
    reference="reference.gated:gru_cell",
    title="One step of a GRU",
    task=(
        "Compute one step of a GRU. X (n, d) holds the inputs and H (n, h) the hidden state after the previous step. "
        "The update gate, with W_xz (d, h), W_hz (h, h) and b_z (h,), and the reset gate, with W_xr (d, h), W_hr (h, "
        "h) and b_r (h,), end in the sigmoid. The candidate, with W_xh (d, h), W_hh (h, h) and b_h (h,), ends in "
        "tanh, and in place of H it reads what the reset gate leaves of H: the gate is applied before the product "
        "with W_hh. The result (n, h) keeps as much of H as the update gate says, and takes the rest from the "
        "candidate."
    ),
    source="D2L 10.2",
    stages={"shape": 2, "dtype": 1, "value": 4, "gradient": 2, "purity": 1},
    hints=(
        "Which of the two gates says how much of the old state the candidate sees, and which one how much of it stays?",
        "Each of the three layers is a sum of two products and a bias, as in rnn_cell. A gate is multiplied number by "
        "number: the reset gate with H, before W_hh.",
        "With Z, R and the candidate at hand, the new state is a weighted mean: Z times H plus (1 - Z) times the "
        "candidate.",
    ),
)
