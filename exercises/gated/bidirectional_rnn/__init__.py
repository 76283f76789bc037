"""A recurrent layer in each direction (D2L 10.4, equation 10.4.1)."""

from grader.exercise import Exercise

exercise = Exercise(
    reference="reference.deep:bidirectional_rnn",
    title="A bidirectional recurrent network",
    task=(
        "Run two recurrent layers over the same sequence X (T, n, d), whose first axis is time. The forward layer "
        "reads from the first step to the last, with the first state H_f (n, h), W_xf (d, h), W_hf (h, h) and b_f "
        "(h,). The backward layer reads from the last step to the first, with the first state H_b (n, h), W_xb (d, "
        "h), W_hb (h, h) and b_b (h,). The result (T, n, 2*h) holds at each step the state of the forward layer at "
        "this step and, beside it, that of the backward layer at the same step."
    ),
    source="D2L 10.4",
    stages={"shape": 2, "dtype": 1, "value": 4, "gradient": 2, "purity": 1},
    hints=(
        "In which order does the backward layer compute its states, and in which order should they stand in the "
        "result?",
        "The backward layer is rnn_forward over the sequence turned around in time, with its own weights. Its first "
        "state in that order belongs to the last step.",
        "Turn X around along time, run the layer, turn its states around along time, and put them beside the forward "
        "states along the last axis.",
    ),
)
