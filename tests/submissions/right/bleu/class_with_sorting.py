"""Right: sorts the n-grams of both and walks through them side by side."""

import math


class Bleu:
    def __call__(self, prediction, reference, k):
        self.prediction, self.reference = tuple(prediction), tuple(reference)
        if not self.prediction:
            return 0.0
        score = self.brevity()
        for n in range(1, k + 1):
            if n <= len(self.prediction):
                score *= self.precision(n) ** (0.5**n)
        return score

    def brevity(self):
        return math.exp(min(0, 1 - len(self.reference) / len(self.prediction)))

    def precision(self, n):
        ours = sorted(self.prediction[i : i + n] for i in range(len(self.prediction) - n + 1))
        theirs = sorted(self.reference[i : i + n] for i in range(len(self.reference) - n + 1))
        i = j = matches = 0
        while i < len(ours) and j < len(theirs):
            if ours[i] == theirs[j]:
                matches, i, j = matches + 1, i + 1, j + 1
            elif ours[i] < theirs[j]:
                i += 1
            else:
                j += 1
        return matches / len(ours)


bleu = Bleu()
