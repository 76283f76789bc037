"""Texts with many ties, with characters of every kind, and with hardly any characters at all."""

from collections.abc import Iterator

import torch

from reference.text import time_machine


def cases(rng: torch.Generator) -> Iterator[tuple[str, dict[str, object]]]:
    """A passage of a novel first, then what is special: ties, the limit of `min_freq`, and kinds of characters."""
    novel = time_machine()
    shuffled = "".join("abcdefghijklmnop"[i] * (1 + i % 3) for i in torch.randperm(16, generator=rng).tolist())
    yield "the text is the opening of a novel", {"text": novel}
    yield "the text is short", {"text": "noon moon"}
    yield "min_freq is 20", {"text": novel, "min_freq": 20}
    yield "min_freq is 2", {"text": "mississippi missouri", "min_freq": 2}
    yield "some characters occur exactly min_freq times", {"text": "aabbbccccdddda", "min_freq": 3}
    yield "min_freq is 1", {"text": "once upon a time", "min_freq": 1}
    yield "no character occurs min_freq times", {"text": "abcabc", "min_freq": 3}
    yield "the text is empty", {"text": ""}
    yield "the text is empty and min_freq is 2", {"text": "", "min_freq": 2}
    yield "the text is one character", {"text": "x"}
    yield "all characters occur once, in falling order", {"text": "zyxwvutsrqponmlkjihgfedcba"}
    yield "many characters occur equally often", {"text": shuffled}
    yield "the text has capitals", {"text": "Anna and Bob, Bob and ANNA"}
    yield "the text has blanks, tabs and newlines", {"text": "\n\na  b\tb a\n"}
    yield "the text has digits and signs", {"text": "3.14159 - 2.71828 = 0.42331"}
    yield "the text has characters beyond ASCII", {"text": "été, Ärger, naïve; 時は時 \N{MUSICAL SYMBOL G CLEF}é"}
    yield "the text has the characters of the unknown token", {"text": "<unk> <unk> knu"}
