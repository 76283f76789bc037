"""What students write instead of `char_vocab`."""

from collections import Counter

from grader.exercise import mistake


@mistake(stage="shape")
def tokens_only(text, min_freq=0):
    """Only the list of tokens is returned. The way back, from a token to its index, is the second half of what is
    asked for."""
    counts = Counter(text)
    kept = sorted((c for c in counts if counts[c] >= min_freq), key=lambda c: (-counts[c], c))
    return ["<unk>", *kept]


@mistake(stage="value")
def no_unknown_token(text, min_freq=0):
    """The unknown token is missing. Which index could a character have that the vocabulary does not know?"""
    counts = Counter(text)
    tokens = sorted((c for c in counts if counts[c] >= min_freq), key=lambda c: (-counts[c], c))
    return tokens, {token: index for index, token in enumerate(tokens)}


@mistake(stage="value")
def unknown_token_last(text, min_freq=0):
    """The unknown token stands at the end, so its index depends on the text. Which index should it always have?"""
    counts = Counter(text)
    tokens = sorted((c for c in counts if counts[c] >= min_freq), key=lambda c: (-counts[c], c))
    tokens.append("<unk>")
    return tokens, {token: index for index, token in enumerate(tokens)}


@mistake(stage="value")
def unknown_token_without_an_index(text, min_freq=0):
    """The unknown token is in the list and not in the dictionary. The two are inverse maps: what is in one is in the
    other."""
    counts = Counter(text)
    tokens = sorted((c for c in counts if counts[c] >= min_freq), key=lambda c: (-counts[c], c))
    return ["<unk>", *tokens], {token: index for index, token in enumerate(tokens, 1)}


@mistake(stage="value")
def ties_by_appearance(text, min_freq=0):
    """Where two characters occur equally often, the one that stands first in the text comes first (`most_common` does
    this). The order should depend on the characters, not on where they stand."""
    tokens = ["<unk>", *(c for c, count in Counter(text).most_common() if count >= min_freq)]
    return tokens, {token: index for index, token in enumerate(tokens)}


@mistake(stage="value")
def ties_backwards(text, min_freq=0):
    """Where two characters occur equally often, the larger one comes first: `reverse=True` turns both parts of the
    key around. Which part should rise?"""
    counts = Counter(text)
    kept = sorted((c for c in counts if counts[c] >= min_freq), key=lambda c: (counts[c], c), reverse=True)
    tokens = ["<unk>", *kept]
    return tokens, {token: index for index, token in enumerate(tokens)}


@mistake(stage="value")
def rarest_first(text, min_freq=0):
    """The rarest character comes first. The most frequent ones should have the small indices."""
    counts = Counter(text)
    tokens = ["<unk>", *sorted((c for c in counts if counts[c] >= min_freq), key=lambda c: (counts[c], c))]
    return tokens, {token: index for index, token in enumerate(tokens)}


@mistake(stage="value")
def alphabetical(text, min_freq=0):
    """The characters are in the order of the alphabet, however often they occur. What should the order depend on
    first?"""
    counts = Counter(text)
    tokens = ["<unk>", *sorted(c for c in counts if counts[c] >= min_freq)]
    return tokens, {token: index for index, token in enumerate(tokens)}


@mistake(stage="value")
def order_of_a_set(text, min_freq=0):
    """The characters are in the order in which a set gives them, which is another one each time Python starts. A model
    that was trained with one vocabulary could not read another."""
    tokens = ["<unk>", *(c for c in set(text) if text.count(c) >= min_freq)]
    return tokens, {token: index for index, token in enumerate(tokens)}


@mistake(stage="value")
def more_often_than_min_freq(text, min_freq=0):
    """A character that occurs exactly `min_freq` times is left out. What does "at least" say about it?"""
    counts = Counter(text)
    kept = sorted((c for c in counts if counts[c] > min_freq), key=lambda c: (-counts[c], c))
    tokens = ["<unk>", *kept]
    return tokens, {token: index for index, token in enumerate(tokens)}


@mistake(stage="value")
def ignores_min_freq(text, min_freq=0):
    """Every character is kept, whatever `min_freq` is. Rare ones should be left to the unknown token."""
    counts = Counter(text)
    tokens = ["<unk>", *sorted(counts, key=lambda c: (-counts[c], c))]
    return tokens, {token: index for index, token in enumerate(tokens)}


@mistake(stage="value")
def lower_case(text, min_freq=0):
    """Capitals are turned into small letters first. Here a character counts as it is: is "A" the same as "a"?"""
    counts = Counter(text.lower())
    kept = sorted((c for c in counts if counts[c] >= min_freq), key=lambda c: (-counts[c], c))
    tokens = ["<unk>", *kept]
    return tokens, {token: index for index, token in enumerate(tokens)}


@mistake(stage="value")
def without_blanks(text, min_freq=0):
    """Blanks and newlines are left out. They are characters, too: without them a model could never end a word."""
    counts = Counter("".join(text.split()))
    kept = sorted((c for c in counts if counts[c] >= min_freq), key=lambda c: (-counts[c], c))
    tokens = ["<unk>", *kept]
    return tokens, {token: index for index, token in enumerate(tokens)}


@mistake(stage="value")
def counts_for_indices(text, min_freq=0):
    """The dictionary holds how often each character occurs. It should lead from a token to its place in the list."""
    counts = Counter(text)
    kept = sorted((c for c in counts if counts[c] >= min_freq), key=lambda c: (-counts[c], c))
    return ["<unk>", *kept], {"<unk>": 0, **{c: counts[c] for c in kept}}
