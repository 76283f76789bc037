import torch


def output_layer(H, W_hq, b_q):
    blocks, done = [], 0
    while done < W_hq.shape[1]:
        end = min(done + 16, 16)
        blocks.append(H @ W_hq[:, done:end] + b_q[done:end])
        done = end
    return torch.cat(blocks, -1)
