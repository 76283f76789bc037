"""Wrong for an empty prediction: the function of the book as it stands, with words as tuples."""

import math
from collections import Counter


def bleu(prediction, reference, k):
    len_pred, len_label = len(prediction), len(reference)
    score = math.exp(min(0, 1 - len_label / len_pred))
    for n in range(1, min(k, len_pred) + 1):
        label_subs = Counter(tuple(reference[i : i + n]) for i in range(len_label - n + 1))
        num_matches = 0
        for i in range(len_pred - n + 1):
            gram = tuple(prediction[i : i + n])
            if label_subs[gram] > 0:
                num_matches += 1
                label_subs[gram] -= 1
        score *= math.pow(num_matches / (len_pred - n + 1), math.pow(0.5, n))
    return score
