"""The character language model (D2L 9.5.1 and 9.5.2)."""

from grader.exercise import Exercise

exercise = Exercise(
    reference="reference.language:RNNLM",
    title="A character language model",
    task=(
        "Write a class RNNLM, an nn.Module made by RNNLM(vocab_size, num_hiddens); write v and h for these two. Its "
        "parameters are W_xh (v, h), W_hh (h, h), b_h (h,), W_hq (h, v) and b_q (v,). Its forward takes tokens (n, T), "
        "whole numbers below v, one sequence in a row, and H (n, h), the hidden state before the first step. H may be "
        "left out or None, and is then zeros, with the dtype and on the device of the parameters. Each step reads its "
        "tokens as one-hot vectors, computes the next state with tanh, as rnn_cell does, and from it the logits of the "
        "next token. Return two tensors: the logits of all steps with time first, (T, n, v), and the last state, "
        "(n, h). The object must not keep the state: who calls it hands it on."
    ),
    source="D2L 9.5.2",
    stages={"shape": 2, "value": 4, "gradient": 2, "purity": 1, "causality": 1},
    precision="float32",
    equivalent={
        "0.01 * torch.randn(shape) → 0.01 / torch.randn(shape)": "how the parameters are initialised is left open",
        "0.01 * torch.randn(shape) → 0.01 + torch.randn(shape)": "how the parameters are initialised is left open",
        "0.01 → 1.01": "how the parameters are initialised is left open",
        "0.01 → -0.99": "how the parameters are initialised is left open",
        "X @ W_xh → X.detach() @ W_xh": "no gradient passes through one-hot vectors, which come from whole numbers",
    },
    hints=(
        "What has to be the first axis of the one-hot vectors, so that a loop over them goes through time?",
        "Put together what you have: one_hot, rnn_forward and output_layer. What they take as arguments are parameters "
        "of the module now.",
        "In __init__ wrap five tensors in nn.Parameter. In forward make zeros for a missing H with new_zeros of a "
        "parameter, run the layer over the one-hot vectors, and multiply all states by W_hq. No softmax at the end.",
    ),
)
