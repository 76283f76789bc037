"""One step of training a character language model (D2L 9.5.2 to 9.5.4)."""

from grader.exercise import Exercise

exercise = Exercise(
    reference="reference.training:train_step",
    title="One step of training",
    task=(
        "Train a character language model for one step. inputs (T, n) and targets (T, n) are tokens with time first, "
        "H (n, h) is the state before the first step, and params is a dictionary with W_xh (v, h), W_hh (h, h), b_h "
        "(h,), W_hq (h, v) and b_q (v,). Run the model over the one-hot inputs, take the mean cross-entropy of all T "
        "· n predictions, and its gradient with respect to all parameters; clip the gradient as in clip_gradients, "
        "with the norm theta, and move every parameter by lr times what is left, downhill. Return the loss (a tensor "
        "without axes), a new dictionary with the new parameters, and the last state (n, h), detached. params and H "
        "must stay as they are, whether or not they require a gradient, and no .grad may be left behind."
    ),
    source="D2L 9.5.4",
    stages={"shape": 2, "dtype": 1, "value": 5, "purity": 2},
    without=("gradient",),
    detached=(2,),
    equivalent={"norm > theta → norm >= theta": "where the two are equal, the factor is 1 either way"},
    hints=(
        "In which order do these come: the gradient, the clipping, the loss, the step?",
        "Work with copies of the parameters that share nothing with the caller's: detached, and made to require a "
        "gradient. Then nothing that autograd leaves behind is found in params.",
        "Run rnn_forward and the output layer with the copies, take the cross-entropy of the (T·n, v) logits, ask for "
        "the gradients of all copies at once, clip them together, and build a new dictionary of detached differences. "
        "The state goes into the next step, so its history must end here.",
    ),
)
