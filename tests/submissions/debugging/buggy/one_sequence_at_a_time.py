import torch


def output_layer(H, W_hq, b_q):
    logits = []
    for i in range(H.shape[1]):
        logits.append(H[:, i] @ W_hq + b_q)
    return torch.stack(logits)
