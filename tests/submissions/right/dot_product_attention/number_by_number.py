import math

import torch


def dot_product_attention(Q, K, V, valid_len):
    n, m, d = Q.shape
    k, v = V.shape[1:]
    out = torch.zeros(n, m, v, dtype=Q.dtype, device=Q.device)
    for i in range(n):
        for a in range(m):
            scores = []
            for b in range(int(valid_len[i])):
                score = 0
                for x in range(d):
                    score = score + Q[i, a, x] * K[i, b, x]
                scores.append(torch.exp(score / math.sqrt(d)))
            for c in range(v):
                for b, weight in enumerate(scores):
                    out[i, a, c] += weight / sum(scores) * V[i, b, c]
    return out
