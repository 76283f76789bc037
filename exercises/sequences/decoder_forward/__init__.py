"""A decoder with teacher forcing (D2L 10.7.1 and 10.7.3, equation 10.7.3)."""

from grader.exercise import Exercise

exercise = Exercise(
    reference="reference.sequences:decoder_forward",
    title="A decoder with teacher forcing",
    task=(
        "Run the decoder of a translator as it runs in training: with the true tokens as inputs, whatever it predicts. "
        "Y (T, n, d) holds these inputs, time first, and context (n, h) what the encoder has made of the source "
        "sequences. The context is the first hidden state, and an input of every step besides: a step adds up "
        "Y_t W_yh, context W_ch, H_{t-1} W_hh and b_h, and applies tanh; the outputs of the step are H_t W_hq + b_q. "
        "The weights are W_yh (d, h), W_ch (h, h), W_hh (h, h), b_h (h,), W_hq (h, q) and b_q (q,). Return the outputs "
        "of all steps, (T, n, q)."
    ),
    source="D2L 10.7.3",
    stages={"shape": 2, "dtype": 1, "value": 3, "gradient": 2, "purity": 1, "causality": 1},
    hints=(
        "The state changes at every step. What does not, and where does it enter?",
        "It is a recurrent layer with one more term: three products of shape (n, h) and the bias go into tanh. The "
        "context plays two parts, as the state before the first step and as an input of each.",
        "Loop over Y with a state that starts as the context and is replaced by every step; the product of the context "
        "and W_ch is the same at every step. Collect the outputs, and give them a new first axis.",
    ),
)
