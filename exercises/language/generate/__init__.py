"""Text from a language model (D2L 9.5.5)."""

from grader.exercise import Exercise

exercise = Exercise(
    reference="reference.language:generate",
    title="Text from a language model",
    task=(
        "Let a language model go on with a text. prefix (k,) holds one token or more, whole numbers below v. The model "
        "has the weights W_xh (v, h), W_hh (h, h) and b_h (h,) of its recurrent layer, which reads one-hot vectors and "
        "starts from a state of zeros, and W_hq (h, v) and b_q (v,) of its output layer. First it reads the prefix, "
        "token by token, and nothing that it predicts there counts. Then num_tokens times the token with the largest "
        "logit is the next one, and is read in turn. Return the prefix and the new tokens after it, whole numbers, in "
        "one tensor of k + num_tokens."
    ),
    source="D2L 9.5.5",
    stages={"shape": 2, "dtype": 1, "value": 6, "purity": 1},
    without=("gradient",),
    equivalent={
        "torch.stack(states) → torch.cat(states)": "in rnn_forward; only the last state is used here",
    },
    hints=(
        "Which state belongs to the last token of the prefix, and what does it predict?",
        "While it reads the prefix the model only updates its state. The logits after the last token of the prefix "
        "give the first new token, so that token must not be read twice.",
        "Start with zeros (1, h). Make one step for each token of the prefix. Then num_tokens times: take the argmax "
        "of the logits of the state, add it to the sequence, and make a step with it.",
    ),
)
