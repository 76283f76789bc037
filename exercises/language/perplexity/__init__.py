"""How good a language model is (D2L 9.3.2, equation 9.3.8)."""

from grader.exercise import Exercise

exercise = Exercise(
    reference="reference.language:perplexity",
    title="The perplexity of a language model",
    task=(
        "Say among how many tokens a model hesitates. logits (T, n, v) holds what a model says after each of T steps "
        "about n sequences, v numbers each time; targets (T, n) holds the tokens that came next. Return the "
        "exponential of the mean cross-entropy over all T * n tokens, as a tensor without axes: 1 for a model that is "
        "always certain and right, v for one that finds everything equally likely. Logits may be as large as 10000 "
        "and as small as -10000."
    ),
    source="D2L 9.3.2",
    stages={"shape": 2, "dtype": 1, "value": 4, "gradient": 2, "purity": 1},
    hints=(
        "What comes first, the mean or the exponential?",
        "The mean runs over all steps and all sequences, each token counting the same. Where steps and sequences "
        "become one axis, they must do so in the same order for logits and for targets.",
        "Flatten the first two axes of the logits and all of the targets, take the cross-entropy of the last exercise, "
        "and then its exponential, once.",
    ),
)
