def output_layer(H, W_hq, b_q):
    products = H[..., None] * W_hq[None, None]
    return products.sum(dim=-2) + b_q[None, None, :]
