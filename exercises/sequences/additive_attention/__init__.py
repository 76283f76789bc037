"""Additive attention (D2L 11.3.4, equation 11.3.7)."""

from grader.exercise import Exercise

exercise = Exercise(
    reference="reference.attention:additive_attention",
    title="Additive attention",
    task=(
        "For n examples, let m queries look at k keys that have another length than they have. A query in Q (n, m, q) "
        "and a key in K (n, k, p) both become h hidden units, by W_q (q, h) and W_k (p, h); the two are added, tanh is "
        "applied, and the product with w_v (h,) is the score of that query and that key. The softmax of the scores "
        "over the keys gives the weights, but only the first valid_len[i] keys count, valid_len (n,) from 0 to k: the "
        "others have weight 0, and where none counts all weights are 0. Return the weights times the values V (n, k, "
        "v): (n, m, v)."
    ),
    source="D2L 11.3.4",
    stages={"shape": 2, "dtype": 1, "value": 4, "gradient": 2, "purity": 1},
    hints=(
        "There are m queries and k keys, and every one meets every other. How many sums are there for one example, and "
        "which shape holds them all?",
        "Q W_q is (n, m, h) and K W_k is (n, k, h): they cannot be added as they are. An axis of length 1 in each, at "
        "the place of the other's own, makes (n, m, k, h) of the sum.",
        "Sum with four axes, tanh, product with w_v: the last axis is gone, and (n, m, k) scores are left. Masked "
        "softmax over the keys and the product with V are as before; nothing is scaled here.",
    ),
)
