"""The gradients of one recurrent step, by hand (D2L 9.7.2)."""

from grader.exercise import Exercise

exercise = Exercise(
    reference="reference.backward:rnn_cell_backward",
    title="One step backward, by hand",
    task=(
        "Compute by hand, without autograd, what `backward` does for one recurrent step. The step was H = tanh(X W_xh "
        "+ H_prev W_hh + b_h), with the inputs X (n, d), the previous state H_prev (n, h), the new state H (n, h) and "
        "the weights W_xh (d, h) and W_hh (h, h). dH (n, h) is the gradient of the loss with respect to H. Return the "
        "gradients with respect to X, H_prev, W_xh, W_hh and the bias b_h, in this order, each of the shape of what "
        "it belongs to; that of b_h is (h,)."
    ),
    source="D2L 9.7.2",
    stages={"shape": 2, "dtype": 1, "value": 5, "purity": 1, "operations": 1},
    without=("gradient",),
    forbids_autograd=True,
    hints=(
        "Which gradient do all five have in common: that of the sum inside tanh, and how do you get it from dH and H?",
        "The derivative of tanh is 1 minus the square of its value, and its value is H. That times dH, number by "
        "number, is the gradient dZ (n, h) of the sum. What must dZ be multiplied by to become (n, d), and what to "
        "become (d, h)?",
        "For a product A B with the gradient G, that of A is G times B transposed, and that of B is A transposed "
        "times G. The bias was added to every row of the batch, so its gradient is the sum of the rows of dZ.",
    ),
)
