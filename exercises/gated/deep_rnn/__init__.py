"""Recurrent layers one above the other (D2L 10.3, equation 10.3.1)."""

from grader.exercise import Exercise

exercise = Exercise(
    reference="reference.deep:deep_rnn",
    title="A deep recurrent network",
    task=(
        "Run l recurrent layers over a sequence, one above the other. X (T, n, d) holds the inputs of the bottom "
        "layer with time first, and H (l, n, h) the state of every layer before the first step, the bottom layer "
        "first. Each layer above reads the states of the layer below it, step by step, as its inputs. W_xh, W_hh and "
        "b_h are lists with l tensors each, again from the bottom: W_xh[0] is (d, h) and every other W_xh[i] is (h, "
        "h), every W_hh[i] is (h, h) and every b_h[i] is (h,). Return two tensors: the states of the top layer in the "
        "order of time, (T, n, h), and the last state of every layer, (l, n, h)."
    ),
    source="D2L 10.3",
    stages={"shape": 2, "dtype": 1, "value": 3, "gradient": 2, "purity": 1, "causality": 1},
    hints=(
        "What is to a layer in the middle what X is to the bottom layer?",
        "Run the bottom layer over the whole sequence as in rnn_forward: its states (T, n, h) are the inputs of the "
        "next layer. Each layer has its own weights, its own bias and its own first state.",
        "In a loop over the layers, replace the inputs by the states that the layer returns, and collect its last "
        "state. At the end the inputs are the states of the top layer; the last states become (l, n, h) by a new "
        "first axis.",
    ),
)
