"""A hidden layer without a hidden state (D2L 9.4.1, equation 9.4.3)."""

from grader.exercise import Exercise

exercise = Exercise(
    reference="reference.layers:hidden_layer",
    title="A hidden layer",
    task=(
        "Compute the hidden units of a minibatch: multiply the inputs X (n, d) by the weights W_xh (d, h), add the "
        "bias b_h (h,) and apply tanh. Each of the n rows is one example with d inputs, and becomes one row of h "
        "hidden units: the result is (n, h). Before you run it, say what each of the three operations does to the "
        "shape."
    ),
    source="D2L 9.4.1",
    stages={"shape": 2, "dtype": 1, "value": 4, "gradient": 2, "purity": 1},
    hints=(
        "In a product of an (a, b) and a (b, c) tensor b disappears. Which axis of X should disappear here?",
        "X is (n, d) and W_xh is (d, h): the product is (n, h). The bias (h,) lines up with the last axis, so every "
        "row gets the same h numbers.",
        "First the product, then the bias, and last tanh of the whole sum: it takes each number by itself and leaves "
        "the shape (n, h) as it is.",
    ),
)
