"""What `bleu` is asked: sentences of every length, repeated words, and predictions that say nothing."""

from collections.abc import Iterator

import torch

_WORDS = ("il", "est", "calme", "je", "suis", "chez", "moi", "va", "perdu", "gagné")

_CASES = (
    ("many n-grams match", "a b c d e f g h a b", "a b c d e f i h a b c d", 4),
    ("the prediction says a word too often", "a b b c d", "a b c d e f", 3),
    ("the prediction is the reference", "a b c d e", "a b c d e", 4),
    ("the prediction is empty", "", "a b c", 2),
    ("both are empty", "", "", 2),
    ("the reference is empty", "a b", "", 2),
    ("the prediction is longer than the reference", "a b c d e f g h", "a b c d e", 2),
    ("the prediction is longer than the reference, and only words count", "a b c d e f", "a b c", 1),
    ("the prediction is much shorter than the reference", "a b", "a b c d e f", 2),
    ("the prediction is one word again and again", "a a a a", "b a c d", 1),
    ("the same n-grams come again in both", "a b c a b c a b", "a b c a b d a b", 3),
    ("no word matches", "a b c", "d e f", 2),
    ("no two words in a row match", "a c b d", "b c d a", 2),
    ("the prediction has fewer words than k", "a b", "a b c", 4),
    ("the prediction is one word", "a", "a b", 3),
    ("the reference has fewer words than k", "a b c d", "b c", 3),
    ("only words count", "c b a e", "a b c d e", 1),
    ("k is as large as the prediction is long", "a b c d", "a b c d e", 4),
)


def cases(rng: torch.Generator) -> Iterator[tuple[str, dict[str, object]]]:
    """The words are other ones for every seed. Behind the named cases come drawn ones."""
    order = torch.randperm(len(_WORDS), generator=rng).tolist()
    words = dict(zip("abcdefghij", (_WORDS[place] for place in order), strict=True))
    for name, prediction, reference, k in _CASES:
        said, true = [words[letter] for letter in prediction.split()], [words[letter] for letter in reference.split()]
        yield name, {"prediction": said, "reference": true, "k": k}
    yield (
        "words run into each other",
        {"prediction": ["ma", "in", "tenant", "main"], "reference": ["m", "ain", "tenant", "ma", "main", "in"], "k": 2},
    )
    for k in (2, 3, 4):
        reference = torch.randint(3, (12,), generator=rng).tolist()
        prediction = [*reference[:4], *torch.randint(3, (3,), generator=rng).tolist(), *reference[6:10]]
        drawn = {"prediction": [_WORDS[word] for word in prediction], "reference": [_WORDS[word] for word in reference]}
        yield f"three words come again and again and k is {k}", {**drawn, "k": k}
