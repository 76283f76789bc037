"""Softmax over the keys that count (D2L 11.3.2)."""

from grader.exercise import Exercise

exercise = Exercise(
    reference="reference.attention:masked_softmax",
    title="A softmax that leaves out the padding",
    task=(
        "Turn scores into weights. scores (n, m, k) says how well each of m queries fits each of k keys, for n "
        "examples; valid_len (n,) says how many keys of each example count, from 0 to k. Return weights (n, m, k): in "
        "every row the softmax over the first valid_len[i] scores, and 0 for the other keys. Where no key counts, the "
        "whole row is 0, never NaN, and neither is its gradient. scores must stay as it is."
    ),
    source="D2L 11.3.2",
    stages={"shape": 1, "dtype": 1, "value": 4, "gradient": 3, "purity": 1},
    hints=(
        "A softmax never gives exactly 0 to a finite score of ordinary size. What can be done to a score before the "
        "softmax so that its weight is 0 and the others still sum to 1?",
        "valid_len differs by example only, so it must line up with axis 0 of (n, m, k), and the key indices with axis "
        "2: which shape has valid_len for that comparison?",
        "Put a very low finite number in the place of the scores that do not count, take the softmax over the keys, "
        "and then set those weights to 0. With minus infinity instead, a row without any key is 0/0.",
    ),
)
