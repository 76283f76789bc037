"""Right: `F.linear` takes any number of leading axes."""

from torch.nn.functional import linear


def output_layer(H, W_hq, b_q):
    return linear(H, W_hq.T, b_q)
