def output_layer(H, W_hq, b_q):
    T, n, h = H.shape
    flat = H.reshape(T * n, h)
    logits = flat @ W_hq + b_q
    logits = logits.view(n, T, -1)
    return logits.transpose(0, 1)
