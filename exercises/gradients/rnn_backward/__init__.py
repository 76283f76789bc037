"""Backpropagation through time, by hand (D2L 9.7.2)."""

from grader.exercise import Exercise

exercise = Exercise(
    reference="reference.backward:rnn_backward",
    title="Backpropagation through time, by hand",
    task=(
        "Compute by hand, without autograd, the gradients of a recurrent layer that ran over a sequence: H_t = "
        "tanh(X_t W_xh + H_{t-1} W_hh + b_h). X (T, n, d) holds the inputs with time first, H0 (n, h) the state "
        "before the first step, H (T, n, h) the states after the steps 1 … T, and W_xh (d, h) and W_hh (h, h) the "
        "weights. dH (T, n, h) holds, for every step, the gradient of that step's own loss with respect to its state; "
        "what the later steps send back is not in it, and is yours to add. Return the gradients of the whole loss "
        "with respect to X, H0, W_xh, W_hh and the bias b_h, in this order; that of b_h is (h,)."
    ),
    source="D2L 9.7.2",
    stages={"shape": 2, "dtype": 1, "value": 5, "purity": 1, "operations": 1},
    without=("gradient",),
    forbids_autograd=True,
    hints=(
        "A state matters in two ways: for the loss of its own step, and for the state that comes after it. Which two "
        "gradients meet in it?",
        "Begin at the last step. Add to dH of the step what the step after it has sent back, multiply by the "
        "derivative of tanh, and send the result on, through W_hh transposed, to the step before.",
        "Each step is that of rnn_cell_backward. The gradients of W_xh, W_hh and b_h are the sums over all steps; "
        "those of X stand in the order of time; and what the first step sends back is the gradient of H0, which is "
        "also the state that the first step has multiplied by W_hh.",
    ),
)
