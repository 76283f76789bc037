import torch


def output_layer(H, W_hq, b_q):
    logits = []
    for H_t in H:
        O_t = torch.addmm(b_q, H_t, W_hq)
        logits.append(O_t.squeeze())
    return torch.stack(logits)
