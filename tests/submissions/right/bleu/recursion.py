"""Right: from the longest n-grams down, by recursion."""

from math import e


def count(tokens, gram):
    n = len(gram)
    return sum(tokens[i : i + n] == gram for i in range(len(tokens) - n + 1))


def factors(prediction, reference, n):
    if n == 0:
        return 1.0
    grams = [prediction[i : i + n] for i in range(len(prediction) - n + 1)]
    seen, matches = [], 0
    for gram in grams:
        if gram not in seen:
            seen.append(gram)
            matches += min(count(prediction, gram), count(reference, gram))
    return (matches / len(grams)) ** 0.5**n * factors(prediction, reference, n - 1)


def bleu(prediction, reference, k):
    if prediction == []:
        return 0.0
    shortage = max(0, len(reference) / len(prediction) - 1)
    return e**-shortage * factors(prediction, reference, min(k, len(prediction)))
