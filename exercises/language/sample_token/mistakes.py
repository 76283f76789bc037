"""What students write instead of `sample_token`."""

import torch

from grader.exercise import mistake


def _draw(probabilities, generator):
    return torch.multinomial(probabilities, 1, generator=generator).item()


@mistake(stage="runs")
def divides_by_zero(logits, temperature, generator):
    """At temperature 0 the logits are divided by 0. Nothing can be drawn from what comes out: which token is asked
    for then?"""
    return _draw(torch.softmax(logits / temperature, dim=0), generator)


@mistake(stage="runs")
def overflows(logits, temperature, generator):
    """The exponentials of large logits are infinite, and nothing can be drawn from them. What may be subtracted from
    the logits without changing their softmax?"""
    if temperature == 0:
        return logits.argmax().item()
    exponentials = torch.exp(logits / temperature)
    return _draw(exponentials / exponentials.sum(), generator)


@mistake(stage="shape")
def vector_of_one(logits, temperature, generator):
    """The result is a tensor with one axis, as `multinomial` returns it. A single int is asked for."""
    if temperature == 0:
        return logits.argmax().item()
    return torch.multinomial(torch.softmax(logits / temperature, dim=0), 1, generator=generator)


@mistake(stage="shape")
def probability_for_the_token(logits, temperature, generator):
    """The result is the probability of the token that was drawn. Its place in the vocabulary is asked for."""
    if temperature == 0:
        return 1.0
    probabilities = torch.softmax(logits / temperature, dim=0)
    return probabilities[_draw(probabilities, generator)].item()


@mistake(stage="value")
def multiplies_by_the_temperature(logits, temperature, generator):
    """The logits are multiplied by the temperature, so a high one makes likely tokens more likely. Which way should
    it go?"""
    if temperature == 0:
        return logits.argmax().item()
    return _draw(torch.softmax(logits * temperature, dim=0), generator)


@mistake(stage="value")
def temperature_after_the_softmax(logits, temperature, generator):
    """The temperature has no effect: it divides the probabilities, and what is drawn depends on their proportions
    only. Where does it stand in the equation?"""
    if temperature == 0:
        return logits.argmax().item()
    return _draw(torch.softmax(logits, dim=0) / temperature, generator)


@mistake(stage="value")
def softmax_twice(logits, temperature, generator):
    """The softmax is applied to probabilities, which are all between 0 and 1, so the tokens become nearly equal. What
    does it want to be given, once?"""
    if temperature == 0:
        return logits.argmax().item()
    return _draw(torch.softmax(torch.softmax(logits, dim=0) / temperature, dim=0), generator)


@mistake(stage="value")
def always_the_most_likely(logits, temperature, generator):
    """The most likely token is taken at every temperature. Only at temperature 0 is nothing left to chance."""
    return logits.argmax().item()


@mistake(stage="value")
def all_tokens_alike(logits, temperature, generator):
    """Every token is drawn equally often: the logits play no part except at temperature 0. What gives a token its
    probability?"""
    if temperature == 0:
        return logits.argmax().item()
    return torch.randint(len(logits), (1,), generator=generator).item()


@mistake(stage="value")
def smallest_logit_at_zero(logits, temperature, generator):
    """At temperature 0 the least likely token is taken. Which one does a very low temperature lead to?"""
    if temperature == 0:
        return logits.argmin().item()
    return _draw(torch.softmax(logits / temperature, dim=0), generator)


@mistake(stage="value")
def seeds_the_generator(logits, temperature, generator):
    """The function gives the generator a seed of its own, so every call draws the same token. The seed is for its
    owner to choose; what is left for your function to do with it?"""
    if temperature == 0:
        return logits.argmax().item()
    generator.manual_seed(0)
    return _draw(torch.softmax(logits / temperature, dim=0), generator)


@mistake(stage="purity")
def global_random_state(logits, temperature, generator):
    """Random numbers come from elsewhere than the generator: the same generator gives another token the second time,
    and no run can be repeated. Who tells `multinomial` where to draw from?"""
    if temperature == 0:
        return logits.argmax().item()
    return _draw(torch.softmax(logits / temperature, dim=0), None)


@mistake(stage="purity")
def seeds_the_global_generator(logits, temperature, generator):
    """The function sets the seed of the global random numbers, and so changes every number that the rest of the
    program draws. The generator can be handed on as it is."""
    if temperature == 0:
        return logits.argmax().item()
    torch.manual_seed(int(torch.randint(1 << 30, (1,), generator=generator)))
    return _draw(torch.softmax(logits / temperature, dim=0), None)
