"""Wrong: the most likely token instead of the logits."""


def output_layer(H, W_hq, b_q):
    logits = H @ W_hq + b_q
    return logits.argmax(dim=-1)
