"""What students write instead of `beam_search`."""

import torch

from grader.exercise import mistake


def _grow(table, still_open, bos):
    return [
        (total + log_p, [*tokens, token])
        for total, tokens in still_open
        for token, log_p in enumerate(table[tokens[-1] if tokens else bos])
    ]


def _step(table, still_open, bos, eos, beam_size):
    """What is finished after a step, and what is still open."""
    kept = sorted(_grow(table, still_open, bos), reverse=True)[:beam_size]
    return [h for h in kept if h[1][-1] == eos], [h for h in kept if h[1][-1] != eos]


def _all(table, bos, eos, beam_size, max_len):
    """All that compete in the end: the finished ones, and those still open."""
    finished, still_open = [], [(0.0, [])]
    for _ in range(max_len):
        done, still_open = _step(table, still_open, bos, eos, beam_size)
        finished += done
    return finished, still_open


def _best(hypotheses, alpha):
    return max((total / len(tokens) ** alpha, tokens) for total, tokens in hypotheses)[1]


@mistake(stage="runs")
def topk_of_too_few(log_probs, bos, eos, beam_size, max_len, alpha):
    """`topk` is asked for more hypotheses than there are: after the first step there are v, and the beam may be wider.
    How many can be kept at most?"""
    totals, rows, finished = torch.zeros(1, dtype=log_probs.dtype, device=log_probs.device), [[]], []
    for _ in range(max_len):
        last = [tokens[-1] if tokens else bos for tokens in rows]
        sums = (totals[:, None] + log_probs[last]).flatten()
        best, where = sums.topk(beam_size)
        v = log_probs.shape[0]
        extended = [([*rows[i // v], i % v], total) for i, total in zip(where.tolist(), best.tolist(), strict=True)]
        finished += [(total, tokens) for tokens, total in extended if tokens[-1] == eos]
        rows = [tokens for tokens, _ in extended if tokens[-1] != eos]
        totals = log_probs.new_tensor([total for tokens, total in extended if tokens[-1] != eos])
        if not rows:
            break
    return _best(finished + list(zip(totals.tolist(), rows, strict=True)), alpha)


@mistake(stage="value")
def greedy(log_probs, bos, eos, beam_size, max_len, alpha):
    """Only the best hypothesis is kept in each step, whatever `beam_size` says. What if the second best goes on
    better?"""
    finished, still_open = _all(log_probs.tolist(), bos, eos, 1, max_len)
    return _best(finished + still_open, alpha)


@mistake(stage="value")
def never_pruned(log_probs, bos, eos, beam_size, max_len, alpha):
    """Every hypothesis is extended by its own `beam_size` best tokens, and all of them are kept: their number grows in
    every step. Among which ones are the `beam_size` best chosen?"""
    table, finished, still_open = log_probs.tolist(), [], [(0.0, [])]
    for _ in range(max_len):
        kept = [h for one in still_open for h in sorted(_grow(table, [one], bos), reverse=True)[:beam_size]]
        finished += [h for h in kept if h[1][-1] == eos]
        still_open = [h for h in kept if h[1][-1] != eos]
    return _best(finished + still_open, alpha)


@mistake(stage="value")
def sums_of_probabilities(log_probs, bos, eos, beam_size, max_len, alpha):
    """Probabilities are added up. Those of a sequence are multiplied: what does one add, so that the product comes
    out?"""
    finished, still_open = _all(log_probs.exp().tolist(), bos, eos, beam_size, max_len)
    return _best(finished + still_open, alpha)


@mistake(stage="value")
def rows_for_columns(log_probs, bos, eos, beam_size, max_len, alpha):
    """`log_probs` is read by columns: what comes before a token in the place of what follows it. Which of the two
    indices is the current token?"""
    finished, still_open = _all(log_probs.T.tolist(), bos, eos, beam_size, max_len)
    return _best(finished + still_open, alpha)


@mistake(stage="value")
def no_length_penalty(log_probs, bos, eos, beam_size, max_len, alpha):
    """The sums are compared as they are: every token makes a sum smaller, so that short sequences win. By what is it
    divided?"""
    finished, still_open = _all(log_probs.tolist(), bos, eos, beam_size, max_len)
    return _best(finished + still_open, 0.0)


@mistake(stage="value")
def multiplied_by_the_length(log_probs, bos, eos, beam_size, max_len, alpha):
    """The sums are multiplied by `length ** alpha`. A sum of logarithms is negative: does that make longer sequences
    better or worse?"""
    finished, still_open = _all(log_probs.tolist(), bos, eos, beam_size, max_len)
    return _best(finished + still_open, -alpha)


@mistake(stage="value")
def bos_counts_in_the_length(log_probs, bos, eos, beam_size, max_len, alpha):
    """The length includes `bos`. Which tokens does the result have, and how many are they?"""
    finished, still_open = _all(log_probs.tolist(), bos, eos, beam_size, max_len)
    return max((total / (len(tokens) + 1) ** alpha, tokens) for total, tokens in finished + still_open)[1]


@mistake(stage="value")
def penalty_of_another_paper(log_probs, bos, eos, beam_size, max_len, alpha):
    """The sums are divided by `((5 + length) / 6) ** alpha`, a penalty that grows more slowly. Which power of the
    length does this exercise ask for?"""
    finished, still_open = _all(log_probs.tolist(), bos, eos, beam_size, max_len)
    return max((total / ((5 + len(tokens)) / 6) ** alpha, tokens) for total, tokens in finished + still_open)[1]


@mistake(stage="value")
def first_finished(log_probs, bos, eos, beam_size, max_len, alpha):
    """The search ends with the first hypothesis that ends in `eos`. Another one that ends later may have a better
    score: how long does the search go on?"""
    table, still_open = log_probs.tolist(), [(0.0, [])]
    for _ in range(max_len):
        done, still_open = _step(table, still_open, bos, eos, beam_size)
        if done:
            return _best(done, alpha)
    return _best(still_open, alpha)


@mistake(stage="value")
def finished_ones_only(log_probs, bos, eos, beam_size, max_len, alpha):
    """Hypotheses that are still open after `max_len` steps are thrown away as long as one is finished. Do they compete
    for the best score?"""
    finished, still_open = _all(log_probs.tolist(), bos, eos, beam_size, max_len)
    return _best(finished or still_open, alpha)


@mistake(stage="value")
def goes_on_after_eos(log_probs, bos, eos, beam_size, max_len, alpha):
    """Hypotheses that end in `eos` are extended like the others. What may follow the end?"""
    table, still_open = log_probs.tolist(), [(0.0, [])]
    for _ in range(max_len):
        still_open = sorted(_grow(table, still_open, bos), reverse=True)[:beam_size]
    return _best(still_open, alpha)


@mistake(stage="value")
def returns_bos(log_probs, bos, eos, beam_size, max_len, alpha):
    """The result begins with `bos`. It is where the search starts from, and no token that it has found."""
    finished, still_open = _all(log_probs.tolist(), bos, eos, beam_size, max_len)
    return [bos, *_best(finished + still_open, alpha)]


@mistake(stage="value")
def cuts_off_eos(log_probs, bos, eos, beam_size, max_len, alpha):
    """The result is without `eos`. A reader could not tell a finished sequence from one that was cut off: up to which
    token does it go?"""
    finished, still_open = _all(log_probs.tolist(), bos, eos, beam_size, max_len)
    return [token for token in _best(finished + still_open, alpha) if token != eos]
