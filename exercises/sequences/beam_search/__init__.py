"""Beam search (D2L 10.8.3, equation 10.8.4)."""

from grader.exercise import Exercise

exercise = Exercise(
    reference="reference.search:beam_search",
    title="Beam search",
    task=(
        "Find a likely sequence of tokens. log_probs (v, v) holds in row i the log-probabilities of the tokens that "
        "may follow token i; the first token follows bos. The sum of a sequence adds these up over its tokens, and its "
        "score is the sum divided by length ** alpha. Begin with the empty hypothesis. Each step extends every open "
        "hypothesis by every token and keeps the beam_size best sums; those that end in eos are set aside as finished, "
        "the others stay open. After max_len steps the open ones compete with the finished ones. Return the tokens of "
        "the best score as a list of int: without bos, with eos where there is one. No two scores are equal."
    ),
    source="D2L 10.8.3",
    stages={"shape": 1, "value": 8, "purity": 1},
    without=("dtype", "gradient"),
    hints=(
        "The best token now may lead nowhere. What must be kept besides it, and of how many sequences?",
        "A hypothesis is a sum and a list of tokens. From the open ones make all longer ones, sort them by their sums, "
        "keep the first beam_size, and part these into finished and open.",
        "The length penalty plays no part before the end: then divide each sum by the number of tokens, with eos and "
        "without bos, to the power of alpha, among the finished ones and those still open, and take the largest.",
    ),
)
