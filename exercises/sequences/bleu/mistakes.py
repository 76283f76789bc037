"""What students write instead of `bleu`."""

import math
from collections import Counter

from grader.exercise import mistake


def _grams(tokens, n):
    return [tuple(tokens[i : i + n]) for i in range(len(tokens) - n + 1)]


def _brevity(prediction, reference):
    return math.exp(min(0, 1 - len(reference) / len(prediction)))


def _precision(prediction, reference, n):
    ours, theirs = Counter(_grams(prediction, n)), Counter(_grams(reference, n))
    return sum((ours & theirs).values()) / sum(ours.values())


@mistake(stage="runs")
def no_guard_for_an_empty_prediction(prediction, reference, k):
    """An empty prediction leads to a division by its length, 0. What is its score?"""
    score = _brevity(prediction, reference)
    for n in range(1, min(k, len(prediction)) + 1):
        score *= _precision(prediction, reference, n) ** 0.5**n
    return score


@mistake(stage="runs")
def n_grams_longer_than_the_prediction(prediction, reference, k):
    """A prediction of fewer than k tokens has no n-grams of k tokens, and the division is by 0. How far may n go?"""
    if not prediction:
        return 0.0
    score = _brevity(prediction, reference)
    for n in range(1, k + 1):
        score *= _precision(prediction, reference, n) ** 0.5**n
    return score


@mistake(stage="runs")
def logarithm_of_zero(prediction, reference, k):
    """The product is taken as a sum of logarithms, and where no n-gram matches that is the logarithm of 0. What is the
    product then?"""
    if not prediction:
        return 0.0
    total = min(0, 1 - len(reference) / len(prediction))
    for n in range(1, min(k, len(prediction)) + 1):
        total += 0.5**n * math.log(_precision(prediction, reference, n))
    return math.exp(total)


@mistake(stage="value")
def zero_for_a_short_prediction(prediction, reference, k):
    """A prediction of fewer than k tokens scores 0. The n-grams that it is too short for are left out here: which
    factors remain?"""
    if len(prediction) < k:
        return 0.0
    score = _brevity(prediction, reference)
    for n in range(1, k + 1):
        score *= _precision(prediction, reference, n) ** 0.5**n
    return score


@mistake(stage="value")
def counts_not_clipped(prediction, reference, k):
    """Every n-gram of the prediction that occurs in the reference counts, however often it is said: a prediction of one
    frequent word would score well. How often can one n-gram of the reference match?"""
    if not prediction:
        return 0.0
    score = _brevity(prediction, reference)
    for n in range(1, min(k, len(prediction)) + 1):
        ours, theirs = _grams(prediction, n), _grams(reference, n)
        score *= (sum(gram in theirs for gram in ours) / len(ours)) ** 0.5**n
    return score


@mistake(stage="value")
def each_n_gram_once(prediction, reference, k):
    """The n-grams are collected in sets, so that each counts once. What if the reference says one twice, and the
    prediction, too?"""
    if not prediction:
        return 0.0
    score = _brevity(prediction, reference)
    for n in range(1, min(k, len(prediction)) + 1):
        ours, theirs = set(_grams(prediction, n)), set(_grams(reference, n))
        score *= (len(ours & theirs) / len(ours)) ** 0.5**n
    return score


@mistake(stage="value")
def divided_by_the_reference(prediction, reference, k):
    """The matches are divided by the number of n-grams in the reference: that is the recall. Of what is the precision a
    fraction?"""
    if not prediction:
        return 0.0
    score = _brevity(prediction, reference)
    for n in range(1, min(k, len(prediction)) + 1):
        ours, theirs = Counter(_grams(prediction, n)), Counter(_grams(reference, n))
        score *= (sum((ours & theirs).values()) / max(1, sum(theirs.values()))) ** 0.5**n
    return score


@mistake(stage="value")
def arithmetic_mean(prediction, reference, k):
    """The precisions are added up, each with its weight. How does the equation combine them, and what becomes of the
    score if one of them is 0?"""
    if not prediction:
        return 0.0
    orders = range(1, min(k, len(prediction)) + 1)
    return _brevity(prediction, reference) * sum(0.5**n * _precision(prediction, reference, n) for n in orders)


@mistake(stage="value")
def even_weights(prediction, reference, k):
    """All orders have the same weight, 1/k, as in the paper and in most libraries. Which exponent has p_n in the
    book?"""
    if not prediction:
        return 0.0
    score = _brevity(prediction, reference)
    for n in range(1, min(k, len(prediction)) + 1):
        score *= _precision(prediction, reference, n) ** (1 / k)
    return score


@mistake(stage="value")
def exponents_begin_at_one(prediction, reference, k):
    """The exponents are 1, 1/2, 1/4 and so on: they begin one too early. Which exponent has p_1?"""
    if not prediction:
        return 0.0
    score = _brevity(prediction, reference)
    for n in range(1, min(k, len(prediction)) + 1):
        score *= _precision(prediction, reference, n) ** 0.5 ** (n - 1)
    return score


@mistake(stage="value")
def last_order_left_out(prediction, reference, k):
    """The n-grams of k tokens are left out. Where does `range` stop?"""
    if not prediction:
        return 0.0
    score = _brevity(prediction, reference)
    for n in range(1, min(k, len(prediction) + 1)):
        score *= _precision(prediction, reference, n) ** 0.5**n
    return score


@mistake(stage="value")
def no_brevity_penalty(prediction, reference, k):
    """The factor for brevity is missing: one right word would be a perfect translation of any sentence. What makes a
    prediction pay that is shorter than the reference?"""
    if not prediction:
        return 0.0
    score = 1.0
    for n in range(1, min(k, len(prediction)) + 1):
        score *= _precision(prediction, reference, n) ** 0.5**n
    return score


@mistake(stage="value")
def reward_for_length(prediction, reference, k):
    """A prediction longer than the reference gains by it: the factor exceeds 1. Which number bounds the exponent?"""
    if not prediction:
        return 0.0
    score = math.exp(1 - len(reference) / len(prediction))
    for n in range(1, min(k, len(prediction)) + 1):
        score *= _precision(prediction, reference, n) ** 0.5**n
    return score


@mistake(stage="value")
def brevity_turned_round(prediction, reference, k):
    """The lengths have changed places in the factor for brevity: it is the longer prediction that pays. Which of the
    two lengths stands below the line?"""
    if not prediction:
        return 0.0
    score = math.exp(min(0, 1 - len(prediction) / max(1, len(reference))))
    for n in range(1, min(k, len(prediction)) + 1):
        score *= _precision(prediction, reference, n) ** 0.5**n
    return score
