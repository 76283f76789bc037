def output_layer(H, W_hq, b_q):
    logits = H @ W_hq
    logits += b_q
    b_q.data.mul_(0.99)
    return logits
