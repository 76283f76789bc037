import torch

from grader.exercise import mistake


@mistake(stage="value")
def unweighted(P, mass):
    """The masses play no part: this is the mean of the points. What should a heavier point do to it?"""
    return P.mean(0)


@mistake(stage="value")
def not_divided(P, mass):
    """The weighted points are added up and not divided. What is the centre of two equal points?"""
    return (mass[:, None] * P).sum(0)


@mistake(stage="value")
def divided_by_the_number(P, mass):
    """The sum is divided by the number of points. Which number does the weighted sum grow with?"""
    return (mass[:, None] * P).mean(0)


@mistake(stage="shape")
def centre_along_coordinates(P, mass):
    """The sum runs over the coordinates of each point. Which axis counts the points?"""
    return (mass[:, None] * P).sum(1) / mass.sum()


@mistake(stage="gradient")
def masses_detached(P, mass):
    """No gradient reaches the masses. The values are right."""
    mass = mass.detach()
    return (mass[:, None] * P).sum(0) / mass.sum()


@mistake(stage="dtype")
def in_single_precision(P, mass):
    """The result is in single precision whatever the points are."""
    return ((mass[:, None] * P).sum(0) / mass.sum()).to(torch.float32)
