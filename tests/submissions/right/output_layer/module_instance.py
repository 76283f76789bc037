"""Right: an `nn.Module`."""

from torch import nn


class OutputLayer(nn.Module):
    def forward(self, H, W_hq, b_q):
        return nn.functional.linear(H, W_hq.mT, b_q)


output_layer = OutputLayer()
