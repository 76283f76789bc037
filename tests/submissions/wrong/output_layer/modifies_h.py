"""Wrong: the logits are right, but the caller's states are halved."""


def output_layer(H, W_hq, b_q):
    logits = H.clone() @ W_hq + b_q
    H.data *= 0.5
    return logits
