"""Right, with a note: a 1-tuple."""


def output_layer(H, W_hq, b_q):
    logits = H @ W_hq
    logits = logits + b_q
    return (logits,)
