"""What students write instead of `clip_gradients`."""

import torch

from grader.exercise import mistake


def norm_of(gradients):
    return torch.sqrt(sum((g**2).sum() for g in gradients))


@mistake(stage="shape")
def one_long_vector(gradients, theta):
    """The tensors come back as one long vector. Putting them together is a good way to take the norm; what is asked for
    is a list of tensors with the shapes that they had."""
    g = torch.cat([g.flatten() for g in gradients])
    return g * torch.clamp(theta / g.norm(), max=1.0)


@mistake(stage="value")
def norm_of_each_tensor(gradients, theta):
    """Every tensor is clipped by its own norm, so that the tensors no longer stand in the proportion that they had.
    Whose norm should be compared with theta?"""
    return [g * torch.clamp(theta / g.norm().clamp(min=1e-12), max=1.0) for g in gradients]


@mistake(stage="value")
def clamps_the_numbers(gradients, theta):
    """Every number is cut off at theta, one by one. That turns the gradient in another direction: clipping makes it
    shorter, and keeps where it points."""
    return [g.clamp(-theta, theta) for g in gradients]


@mistake(stage="value")
def scales_up_small_gradients(gradients, theta):
    """Gradients that are shorter than theta are made longer. What should happen to them, and what does the minimum in
    the equation do?"""
    norm = norm_of(gradients)
    return [g * theta / norm for g in gradients]


@mistake(stage="value")
def never_clips(gradients, theta):
    """The gradients are returned as they are, however long they are. Which of your lines should shorten them, and is
    its result what you return?"""
    return [g.clone() for g in gradients]


@mistake(stage="value")
def norm_without_its_root(gradients, theta):
    """The sum of the squares is compared with theta, and that is the square of the norm. What is still to be done to
    it?"""
    squares = sum((g**2).sum() for g in gradients)
    return [g * torch.clamp(theta / squares, max=1.0) for g in gradients]


@mistake(stage="value")
def sum_of_the_norms(gradients, theta):
    """The norms of the tensors are added up. The norm of the whole vector is less than that: what are the numbers that
    should be summed before the root is taken?"""
    norm = sum(g.norm() for g in gradients)
    return [g * torch.clamp(theta / norm, max=1.0) for g in gradients]


@mistake(stage="value")
def largest_of_the_norms(gradients, theta):
    """The largest norm of any tensor is taken for the norm of all of them. How do the other tensors make the whole
    vector longer?"""
    norm = max(g.norm() for g in gradients)
    return [g * torch.clamp(theta / norm, max=1.0) for g in gradients]


@mistake(stage="value")
def only_long_tensors_are_scaled(gradients, theta):
    """Only those tensors are scaled that are longer than theta by themselves. They are parts of one vector: if it is
    too long, what happens to each of its parts?"""
    norm = norm_of(gradients)
    return [g * theta / norm if g.norm() > theta else g for g in gradients]


@mistake(stage="value")
def ratio_upside_down(gradients, theta):
    """What is too long becomes longer still: the ratio of theta and the norm stands upside down. Which of the two is
    larger when something has to be clipped?"""
    norm = norm_of(gradients)
    return [g * norm / theta if norm > theta else g for g in gradients]


@mistake(stage="value")
def not_divided_by_the_norm(gradients, theta):
    """What is too long is multiplied by theta and never divided by its norm. Which norm does it have then?"""
    norm = norm_of(gradients)
    return [g * theta if norm > theta else g for g in gradients]


@mistake(stage="value")
def scaled_to_length_one(gradients, theta):
    """What is too long is made to have the norm 1. Which norm should it keep?"""
    norm = norm_of(gradients)
    return [g / norm if norm > theta else g for g in gradients]


@mistake(stage="purity")
def modifies_the_gradients(gradients, theta):
    """The result is right, and the tensors that were given have been changed as well: `*=`, `[:] =` and a trailing
    underscore write into the caller's tensors. Where should the products go?"""
    norm = norm_of(gradients)
    if norm > theta:
        for g in gradients:
            g.data *= theta / norm
    return gradients


@mistake(stage="purity")
def replaces_items_of_the_list(gradients, theta):
    """The result is right, and the caller's list has other tensors in it than before: an assignment to `gradients[i]`
    changes the list that was given. Which list should hold the new tensors?"""
    norm = norm_of(gradients)
    if norm > theta:
        for i, g in enumerate(gradients):
            gradients[i] = g * theta / norm
    return gradients
