"""Scaled dot product attention (D2L 11.3.3, equation 11.3.6)."""

from grader.exercise import Exercise

exercise = Exercise(
    reference="reference.attention:dot_product_attention",
    title="Scaled dot product attention",
    task=(
        "For n examples, let m queries look at k keys and take the mean of the values that belong to them. The score "
        "of a query in Q (n, m, d) and a key in K (n, k, d) is their dot product divided by the square root of d. The "
        "softmax of the scores over the keys gives the weights, but only the first valid_len[i] keys count, valid_len "
        "(n,) from 0 to k: the others have weight 0, and where none counts all weights are 0. Return the weights times "
        "the values V (n, k, v): (n, m, v)."
    ),
    source="D2L 11.3.3",
    stages={"shape": 2, "dtype": 1, "value": 4, "gradient": 2, "purity": 1},
    hints=(
        "The scores are (n, m, k). Which axis of Q and which of K is used up by the product?",
        "A product of (n, m, d) and (n, d, k) is one product for each example: only the last two axes of K change "
        "places. Each row of scores then goes through the masked softmax by itself.",
        "Product, divided by the square root of the length of a query; masked softmax over the last axis, as in "
        "masked_softmax; product with V.",
    ),
)
