"""Wrong: the logits of the last step only."""


def output_layer(H, W_hq, b_q):
    for H_t in H:
        O = H_t @ W_hq + b_q
    return O
