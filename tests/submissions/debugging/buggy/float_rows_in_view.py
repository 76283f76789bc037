def output_layer(H, W_hq, b_q):
    T, n, h = H.shape
    rows = H.reshape(-1, h)
    logits = rows @ W_hq + b_q
    return logits.view(T, rows.shape[0] / T, -1)
