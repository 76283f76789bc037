"""Right: computed with the batch first and turned back."""


def output_layer(H, W_hq, b_q):
    return (H.transpose(0, 1) @ W_hq + b_q).transpose(0, 1)
