"""Right: a module as in the book, without dropout, with `bmm`, and with empty rows set to 0."""

import math

import torch
from torch import nn


def softmax_of_what_counts(scores, valid_len):
    mask = torch.arange(scores.size(2), device=scores.device)[None, None, :] < valid_len[:, None, None]
    return nn.functional.softmax(scores.masked_fill(~mask, -1e6), dim=-1) * mask


class DotProductAttention(nn.Module):
    def forward(self, Q, K, V, valid_len):
        d = Q.shape[-1]
        scores = torch.bmm(Q, K.transpose(1, 2)) / math.sqrt(d)
        self.attention_weights = softmax_of_what_counts(scores, valid_len)
        return torch.bmm(self.attention_weights, V)


dot_product_attention = DotProductAttention()
