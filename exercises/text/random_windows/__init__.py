"""Minibatches of a text by random sampling (D2L 9.3.3)."""

from grader.exercise import Exercise

exercise = Exercise(
    reference="reference.text:random_windows",
    title="Minibatches by random sampling",
    task=(
        "Cut a text into windows and fill minibatches with them in random order. tokens (k,) is the text; write n for "
        "batch_size and T for num_steps. Leave out a random number of tokens at the beginning, from 0 to T - 1, each "
        "equally likely. Cut the rest into windows of T tokens, one after the other, as many as still have a token "
        "behind their last one. Put the windows in random order, and fill minibatches with n windows each. Return two "
        "tensors (m, n, T): the inputs of the m minibatches, and the targets, which are the tokens that come one place "
        "later in the text. What does not fill a minibatch is dropped; if that is everything, m is 0 and the tensors "
        "are (0, n, T). Every random number has to come from generator, a torch.Generator: pass it on to the functions "
        "that draw."
    ),
    source="D2L 9.3.3",
    stages={"shape": 3, "dtype": 1, "value": 4, "purity": 2},
    without=("gradient",),
    hints=(
        "What is put in random order: tokens, windows, or whole minibatches?",
        "Two things are random, the offset and the order. A random permutation of the numbers of the windows gives "
        "the place in the text where each one begins.",
        "Draw the offset with randint and the order with randperm, both with generator=generator. Window number w "
        "begins at offset + w * T. Keep m * n of them, as (m, n), and add 0 to T - 1 along a new axis.",
    ),
)
