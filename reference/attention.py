"""Attention: weights over the keys that count, and two ways to score a query against a key (D2L 11.3)."""

import math

import torch
from jaxtyping import Float, Int
from torch import Tensor

from reference.checked import checked
from reference.milestones import milestone


@checked
def masked_softmax(
    scores: Float[Tensor, "n m k"],
    valid_len: Int[Tensor, "n"],
) -> Float[Tensor, "n m k"]:
    """Softmax over the keys that count: `exp(scores[i, a, b]) / sum(exp(scores[i, a, :valid_len[i]]))`, else 0.

    The weight of a key b is 0 for `b >= valid_len[i]`, whatever its score.

    **Arguments**

    - `scores`: `(n, m, k)`, how well each of m queries fits each of k keys, for n examples.
    - `valid_len`: `(n,)`, how many keys of each example count, from 0 to k.

    **Returns** `(n, m, k)`, the weights: rows that sum to 1, and rows of zeros where no key counts. Their gradient is
    finite there, too. No argument is changed.

    **Raises** `TypeError`, the reference only, where an argument does not have its shape. Your code need not check.

    **Source** D2L 11.3.2, masked softmax operation; a row without any key is left open there.

    >>> import torch
    >>> A = masked_softmax(scores=torch.zeros(2, 1, 4), valid_len=torch.tensor([2, 0]))
    >>> A.tolist()
    [[[0.5, 0.5, 0.0, 0.0]], [[0.0, 0.0, 0.0, 0.0]]]
    """
    is_valid = torch.arange(scores.shape[2], device=scores.device) < valid_len[:, None, None]
    masked = scores.masked_fill(~is_valid, torch.finfo(scores.dtype).min)
    A = torch.softmax(masked, dim=2).masked_fill(~is_valid, 0.0)
    milestone("A", A, "the softmax: over which axis, over which keys, and what a row without any becomes")
    return A


@checked
def dot_product_attention(
    Q: Float[Tensor, "n m d"],
    K: Float[Tensor, "n k d"],
    V: Float[Tensor, "n k v"],
    valid_len: Int[Tensor, "n"],
) -> Float[Tensor, "n m v"]:
    """Scaled dot product attention: `masked_softmax(Q Kᵀ / √d) V`, for each of n examples.

    **Arguments**

    - `Q`: `(n, m, d)`, m queries for each example.
    - `K`: `(n, k, d)`, k keys for each example, as long as the queries.
    - `V`: `(n, k, v)`, the value that belongs to each key.
    - `valid_len`: `(n,)`, how many keys of each example count, from 0 to k.

    **Returns** `(n, m, v)`, for every query the mean of the values, weighted by how well their keys fit; zeros where no
    key counts. No argument is changed.

    **Raises** `TypeError`, the reference only, where an argument does not have its shape. Your code need not check.

    **Source** D2L 11.3.3, equation 11.3.6.

    >>> import torch
    >>> Q, K, V = torch.ones(2, 1, 4), torch.ones(2, 3, 4), torch.tensor([[[1.0], [3.0], [8.0]]] * 2)
    >>> dot_product_attention(Q=Q, K=K, V=V, valid_len=torch.tensor([2, 0])).tolist()
    [[[2.0]], [[0.0]]]
    """
    QK = Q @ K.transpose(1, 2)
    scores = QK / math.sqrt(Q.shape[2])
    A = masked_softmax(scores, valid_len)
    AV = A @ V
    milestone("Q Kᵀ", QK, "the product of the queries and the keys")
    milestone("Q Kᵀ / √d", scores, "the number that the scores are divided by")
    milestone("A V", AV, "the product of the weights and the values")
    return AV


@checked
def additive_attention(
    Q: Float[Tensor, "n m q"],
    K: Float[Tensor, "n k p"],
    V: Float[Tensor, "n k v"],
    W_q: Float[Tensor, "q h"],
    W_k: Float[Tensor, "p h"],
    w_v: Float[Tensor, "h"],
    valid_len: Int[Tensor, "n"],
) -> Float[Tensor, "n m v"]:
    """Additive attention: `masked_softmax(scores) V`, where `scores[i, a, b] = tanh(Q[i, a] W_q + K[i, b] W_k) · w_v`.

    **Arguments**

    - `Q`: `(n, m, q)`, m queries for each example.
    - `K`: `(n, k, p)`, k keys for each example; they need not be as long as the queries.
    - `V`: `(n, k, v)`, the value that belongs to each key.
    - `W_q`: `(q, h)`, the weights from a query to h hidden units.
    - `W_k`: `(p, h)`, the weights from a key to h hidden units.
    - `w_v`: `(h,)`, the weights from h hidden units to one score.
    - `valid_len`: `(n,)`, how many keys of each example count, from 0 to k.

    **Returns** `(n, m, v)`, for every query the mean of the values, weighted by how well their keys fit; zeros where no
    key counts. No argument is changed.

    **Raises** `TypeError`, the reference only, where an argument does not have its shape. Your code need not check.

    **Source** D2L 11.3.4, equation 11.3.7.

    >>> import torch
    >>> Q, K, V = torch.ones(2, 1, 5), torch.ones(2, 3, 4), torch.tensor([[[1.0], [3.0], [8.0]]] * 2)
    >>> W_q, W_k, w_v = torch.ones(5, 6), torch.ones(4, 6), torch.ones(6)
    >>> additive_attention(Q=Q, K=K, V=V, W_q=W_q, W_k=W_k, w_v=w_v, valid_len=torch.tensor([2, 0])).tolist()
    [[[2.0]], [[0.0]]]
    """
    QW, KW = Q @ W_q, K @ W_k
    sums = QW[:, :, None] + KW[:, None]
    features = torch.tanh(sums)
    scores = features @ w_v
    A = masked_softmax(scores, valid_len)
    AV = A @ V
    milestone("Q W_q", QW, "the product of the queries and their weights")
    milestone("K W_k", KW, "the product of the keys and their weights")
    milestone("Q W_q + K W_k", sums, "the sum: every query meets every key, so it has an axis for each of them")
    milestone("tanh(Q W_q + K W_k)", features, "the activation")
    milestone("the scores", scores, "the product that makes one number of h hidden units")
    milestone("A V", AV, "the product of the weights and the values")
    return AV
