import torch


def output_layer(H, W_hq, b_q):
    logits = torch.matmul(H, W_hq) + b_q
    probs = torch.softmax(logits, dim=1)
    return probs
