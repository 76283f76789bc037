"""Right: adds the bias in place to its own product."""


def output_layer(H, W_hq, b_q):
    return (H @ W_hq).add_(b_q)
