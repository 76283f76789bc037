"""Wrong for an empty prediction, and for words that run into each other: the book, with its " " left out."""

import collections
import math


def bleu(prediction, reference, k):
    len_pred, len_label = len(prediction), len(reference)
    score = math.exp(min(0, 1 - len_label / len_pred))
    for n in range(1, min(k, len_pred) + 1):
        num_matches, label_subs = 0, collections.defaultdict(int)
        for i in range(len_label - n + 1):
            label_subs["".join(reference[i : i + n])] += 1
        for i in range(len_pred - n + 1):
            if label_subs["".join(prediction[i : i + n])] > 0:
                num_matches += 1
                label_subs["".join(prediction[i : i + n])] -= 1
        score *= math.pow(num_matches / (len_pred - n + 1), math.pow(0.5, n))
    return score
