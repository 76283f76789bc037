"""The loss of a language model (D2L 9.3.2, equation 9.3.7)."""

from grader.exercise import Exercise

exercise = Exercise(
    reference="reference.language:cross_entropy",
    title="The cross-entropy of predictions",
    task=(
        "Measure how surprised a model is by what really came. logits (n, v) holds one row of v numbers for each of n "
        "predictions; the softmax of a row gives each token its probability. targets (n,) holds the tokens that came. "
        "Return the mean over the n predictions of the negative natural logarithm of the probability of the target, as "
        "a tensor without axes. Logits may be as large as 10000 and as small as -10000, and the result must still be "
        "a finite number."
    ),
    source="D2L 9.3.2",
    stages={"shape": 2, "dtype": 1, "value": 4, "gradient": 2, "purity": 1},
    hints=(
        "What is exp(10000) in floating numbers, and what is the logarithm of a probability that was rounded to 0?",
        "The logarithm of the softmax is the logit minus the logarithm of the sum of all exponentials. Subtracting the "
        "same number from a whole row, its maximum say, changes nothing about the softmax.",
        "Take log_softmax along the vocabulary, pick in each row the number at its target, and return minus the mean.",
    ),
)
