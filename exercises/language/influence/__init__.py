"""How much each input moves each state (D2L 9.4.2 and 9.7.1)."""

from grader.exercise import Exercise

exercise = Exercise(
    reference="reference.language:influence",
    title="What each state depends on",
    task=(
        "Measure how much every input of a recurrent layer moves every state. The layer is that of rnn_forward: X "
        "(T, n, d), H (n, h), W_xh (d, h), W_hh (h, h) and b_h (h,) give the states H_1 to H_T. The result is (T, T): "
        "entry [t, s] is the Frobenius norm of the whole Jacobian of state t by input s, which holds the derivative of "
        "each of the n * h numbers of the state by each of the n * d numbers of the input. The norm is the square root "
        "of the sum of all their squares. Leave the arguments as they are, their requires_grad too."
    ),
    source="D2L 9.4.2",
    stages={"shape": 2, "dtype": 1, "value": 6, "purity": 1},
    without=("gradient",),
    hints=(
        "Which entries must be 0, because no state can know what comes later?",
        "The gradient of a sum adds derivatives up, and then they may cancel; the norm needs every one of them by "
        "itself. Either ask autograd for the Jacobian, or carry it along: the state of a step depends on the state "
        "before it through W_hh and the slope of tanh.",
        "torch has a function in autograd.functional that gives the Jacobian of all states by X, (T, n, h, T, n, d). "
        "Square it, sum over the axes of batch and units, and take the square root.",
    ),
)
