"""BLEU, in the form of the book (D2L 10.7.8, equation 10.7.4)."""

from grader.exercise import Exercise

exercise = Exercise(
    reference="reference.search:bleu",
    title="BLEU",
    task=(
        "Score a predicted sequence of tokens, prediction, against the true one, reference; both are lists of str. For "
        "n = 1 to k let p_n be the fraction of the n-grams of the prediction that match an n-gram of the reference, "
        "where each n-gram of the reference matches only once. The score is the product of all p_n to the power of "
        "1/2**n, times exp(min(0, 1 - len(reference) / len(prediction))) for brevity. If the prediction has fewer than "
        "k tokens, n ends at its length; the score of an empty prediction is 0. Return a float."
    ),
    source="D2L 10.7.8",
    stages={"shape": 1, "value": 8, "purity": 1},
    without=("dtype", "device", "gradient"),
    hints=(
        "The reference says a word once and the prediction says it four times. How many of the four should count?",
        "Count the n-grams of both, as tuples of n tokens. Of each n-gram as many match as the rarer of the two counts "
        "says; p_n divides the matches by the number of n-grams in the prediction.",
        "A sequence of L tokens has L - n + 1 n-grams: let n run up to k or L, whichever is less, and multiply the "
        "powers. The factor for brevity comes once, and a prediction longer than the reference gains nothing by it.",
    ),
)
