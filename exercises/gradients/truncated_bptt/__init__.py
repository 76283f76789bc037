"""A recurrent layer whose gradients reach back so many steps at most (D2L 9.7.1.2)."""

from grader.exercise import Exercise

exercise = Exercise(
    reference="reference.training:truncated_bptt",
    title="Truncated backpropagation through time",
    task=(
        "Run a recurrent layer over a sequence as in rnn_forward, and cut its gradients off after k steps. X (T, n, d) "
        "holds the inputs with time first, H (n, h) the state before the first step; W_xh (d, h), W_hh (h, h) and b_h "
        "(h,) serve in every step. Return all states in the order of time, (T, n, h): their values are those of "
        "rnn_forward. But no gradient may cross from a step to an earlier one where a window of k steps ends: between "
        "the steps k and k+1, 2k and 2k+1, and so on. The whole number k need not divide T; then the last window is "
        "shorter."
    ),
    source="D2L 9.7.1.2",
    stages={"shape": 2, "dtype": 1, "value": 2, "gradient": 4, "purity": 1},
    open_gradients=("H",),
    cuts_gradients=True,
    equivalent={
        "t > 0 → t >= 0": "this cuts off the initial state, and whether gradients reach it is left open",
        "0 → -1": "in `t > 0`: the same",
    },
    hints=(
        "Values should cross from one window into the next, and gradients should not: which method of a tensor keeps "
        "the numbers and forgets where they came from?",
        "Nothing changes inside a window. After every k steps, the state that is handed to the next step is detached; "
        "the one that is collected is not.",
        "Count the steps from 0. Before step t, if t is not 0 and k divides t, replace the state by its detached self, "
        "and go on as in rnn_forward.",
    ),
)
