"""The vocabulary of a text, with characters as tokens (D2L 9.2.3)."""

from grader.exercise import Exercise

exercise = Exercise(
    reference="reference.text:char_vocab",
    title="A vocabulary of characters",
    task=(
        "Give every character of a text a number. Count how often each character occurs in text, a str, and keep those "
        "that occur at least min_freq times. Return two things: the list of the tokens, in which each token stands at "
        "its index, and the dictionary that leads from each token back to its index. The first token is '<unk>', for "
        "characters that are not in the vocabulary. The characters follow, the most frequent first; where two occur "
        "equally often, the smaller one, as Python compares characters, comes first. Nothing is left out, changed or "
        "put together: blanks, newlines and capitals count as they are."
    ),
    source="D2L 9.2.3",
    stages={"shape": 2, "value": 7, "purity": 1},
    without=("dtype", "device", "gradient"),
    equivalent={
        "0 → 1": "every character that occurs at all occurs at least once",
        "0 → -1": "no character occurs fewer than 0 times",
    },
    hints=(
        "Two characters occur equally often. Does your order then depend on the text, or only on the characters?",
        "Sort by two things at once: first by how often a character occurs, falling, then by the character, rising. "
        "A key that is a pair does that, if one half of it is negative.",
        "Count with Counter(text), keep what has a count of min_freq or more, and sort by (-count, character). Put "
        "'<unk>' in front, and only then number the tokens with enumerate, from 0.",
    ),
)
