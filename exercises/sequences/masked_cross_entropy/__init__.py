"""The loss of the tokens that count (D2L 10.7.5)."""

from grader.exercise import Exercise

exercise = Exercise(
    reference="reference.sequences:masked_cross_entropy",
    title="The loss without the padding",
    task=(
        "Compute the loss of a minibatch of sequences of different lengths. logits (n, T, v) holds v numbers for every "
        "step of every sequence, before any softmax; targets (n, T) holds the tokens that should be predicted, and "
        "valid_len (n,) how many steps of each sequence count, from 0 to T. What comes behind is padding and must not "
        "matter at all. Return one number, a scalar tensor (): the mean of the cross-entropy, in nats, over all tokens "
        "that count, and 0 where none does. Logits may be large: the loss stays finite."
    ),
    source="D2L 10.7.5",
    stages={"shape": 1, "dtype": 1, "value": 5, "gradient": 2, "purity": 1},
    hints=(
        "One sequence has 2 tokens that count and another has 8. By which number do you divide the sum of their ten "
        "losses?",
        "Get the loss of every token by itself first, (n, T); torch's cross-entropy wants the classes in axis 1, or "
        "all tokens in one long row. Then leave out what is padding, and only then add up.",
        "Sum of the losses that count, divided by how many count, and by no less than 1. Log and softmax belong in one "
        "operation, or large logits overflow.",
    ),
)
