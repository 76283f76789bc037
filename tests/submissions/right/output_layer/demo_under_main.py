"""Right: with a demo."""

import torch


def output_layer(H, W_hq, b_q):
    return torch.matmul(H, W_hq) + b_q


if __name__ == "__main__":
    torch.manual_seed(0)
    print(output_layer(torch.randn(5, 2, 3), torch.randn(3, 4), torch.zeros(4)).shape)
