"""A recurrent layer over a whole sequence (D2L 9.4.2 and 9.5.1)."""

from grader.exercise import Exercise

exercise = Exercise(
    reference="reference.recurrent:rnn_forward",
    title="A recurrent layer over a sequence",
    task=(
        "Run a recurrent layer over a sequence. X (T, n, d) holds the inputs with time first, so that X[0] (n, d) is "
        "the first step of all n sequences; H (n, h) is the hidden state before it. Every step computes a new state "
        "from its own inputs and the state of the step before, with the same W_xh (d, h), W_hh (h, h) and b_h (h,). "
        "Return two tensors: all states in the order of time, (T, n, h), and the last state, (n, h)."
    ),
    source="D2L 9.4.2",
    stages={"shape": 2, "dtype": 1, "value": 3, "gradient": 2, "purity": 1, "causality": 1},
    hints=(
        "Which axis of X is time, and what must be handed from one step to the next?",
        "Iterating over X gives one (n, d) tensor for each step. Keep a state that every step replaces, and collect "
        "what it was after each step.",
        "T states of shape (n, h) become (T, n, h) by a new first axis, not by putting them end to end. The last state "
        "is the one that the loop leaves.",
    ),
)
