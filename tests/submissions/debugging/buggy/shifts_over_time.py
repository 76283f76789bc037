def output_layer(H, W_hq, b_q):
    logits = H @ W_hq + b_q
    # numerically stable
    top = logits.max(dim=0, keepdim=True).values
    return logits - top
