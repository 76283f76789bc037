"""What students write instead of `train_step`."""

import torch
from torch.nn import functional

from grader.exercise import mistake

NAMES = ("W_xh", "W_hh", "b_h", "W_hq", "b_q")


def copies(params):
    return {name: params[name].detach().clone().requires_grad_() for name in NAMES}


def forward(inputs, H, p):
    """The logits of every step, and the last state."""
    X = functional.one_hot(inputs, p["W_xh"].shape[0]).to(H.dtype)
    logits = []
    for X_t in X:
        H = torch.tanh(X_t @ p["W_xh"] + H @ p["W_hh"] + p["b_h"])
        logits.append(H @ p["W_hq"] + p["b_q"])
    return torch.stack(logits), H


def cross_entropy(logits, targets, reduction="mean"):
    return functional.cross_entropy(logits.flatten(0, 1), targets.flatten(), reduction=reduction)


def clip(gradients, theta):
    norm = torch.sqrt(sum((g**2).sum() for g in gradients))
    return [g * theta / norm if norm > theta else g for g in gradients]


def descend(p, gradients, lr):
    return {name: (p[name] - lr * g).detach() for name, g in zip(NAMES, gradients, strict=True)}


@mistake(stage="value")
def clips_before_backward(inputs, targets, H, params, lr, theta):
    """The parameters move by the whole gradient: it is clipped before it is there, or not at all. When is the gradient
    known, and what is done to it before the step is taken?"""
    p = copies(params)
    logits, last = forward(inputs, H.detach(), p)
    loss = cross_entropy(logits, targets)
    gradients = torch.autograd.grad(loss, list(p.values()))
    return loss.detach(), descend(p, gradients, lr), last.detach()


@mistake(stage="value")
def clips_each_tensor(inputs, targets, H, params, lr, theta):
    """The gradient of every parameter is clipped by a norm of its own. There is one norm, that of all of them
    together."""
    p = copies(params)
    logits, last = forward(inputs, H.detach(), p)
    loss = cross_entropy(logits, targets)
    gradients = [clip([g], theta)[0] for g in torch.autograd.grad(loss, list(p.values()))]
    return loss.detach(), descend(p, gradients, lr), last.detach()


@mistake(stage="value")
def climbs(inputs, targets, H, params, lr, theta):
    """The step goes uphill: the loss grows. Which way does the gradient point, and which way should the parameters
    move?"""
    p = copies(params)
    logits, last = forward(inputs, H.detach(), p)
    loss = cross_entropy(logits, targets)
    gradients = clip(torch.autograd.grad(loss, list(p.values())), theta)
    return loss.detach(), descend(p, gradients, -lr), last.detach()


@mistake(stage="value")
def loss_is_a_sum(inputs, targets, H, params, lr, theta):
    """The loss is the sum over all predictions, so that it grows with the length of the sequence and the size of the
    batch. How many predictions are there, and what is asked for?"""
    p = copies(params)
    logits, last = forward(inputs, H.detach(), p)
    loss = cross_entropy(logits, targets, reduction="sum")
    gradients = clip(torch.autograd.grad(loss, list(p.values())), theta)
    return loss.detach(), descend(p, gradients, lr), last.detach()


@mistake(stage="value")
def loss_after_the_step(inputs, targets, H, params, lr, theta):
    """The step is right, and the loss that is returned is that of the new parameters. Which one was the gradient taken
    of?"""
    p = copies(params)
    logits, last = forward(inputs, H.detach(), p)
    gradients = clip(torch.autograd.grad(cross_entropy(logits, targets), list(p.values())), theta)
    new = descend(p, gradients, lr)
    return cross_entropy(forward(inputs, H.detach(), new)[0], targets), new, last.detach()


@mistake(stage="value")
def softmax_before_the_loss(inputs, targets, H, params, lr, theta):
    """The logits go through softmax before they go into the cross-entropy, which takes a softmax of its own. What does
    `cross_entropy` expect: logits or probabilities?"""
    p = copies(params)
    logits, last = forward(inputs, H.detach(), p)
    loss = cross_entropy(logits.softmax(-1), targets)
    gradients = clip(torch.autograd.grad(loss, list(p.values())), theta)
    return loss.detach(), descend(p, gradients, lr), last.detach()


@mistake(stage="value")
def targets_transposed(inputs, targets, H, params, lr, theta):
    """The targets are transposed before they are put in a row, as for tokens with the batch first. Here time comes
    first in both: which target belongs to the logits of step t?"""
    p = copies(params)
    logits, last = forward(inputs, H.detach(), p)
    loss = cross_entropy(logits, targets.T)
    gradients = clip(torch.autograd.grad(loss, list(p.values())), theta)
    return loss.detach(), descend(p, gradients, lr), last.detach()


@mistake(stage="value")
def initial_state_ignored(inputs, targets, H, params, lr, theta):
    """The first step starts from zeros in place of H. The sequence may go on from the one before it: which state is
    given?"""
    p = copies(params)
    logits, last = forward(inputs, torch.zeros_like(H), p)
    loss = cross_entropy(logits, targets)
    gradients = clip(torch.autograd.grad(loss, list(p.values())), theta)
    return loss.detach(), descend(p, gradients, lr), last.detach()


@mistake(stage="value")
def initial_state_returned(inputs, targets, H, params, lr, theta):
    """Loss and parameters are right, and the state that is returned is the one before the first step. Which of your
    names holds the state after the last one?"""
    p = copies(params)
    loss = cross_entropy(forward(inputs, H.detach(), p)[0], targets)
    gradients = clip(torch.autograd.grad(loss, list(p.values())), theta)
    return loss.detach(), descend(p, gradients, lr), H.detach()


@mistake(stage="value")
def state_detached_at_every_step(inputs, targets, H, params, lr, theta):
    """The state is detached at every step of the sequence, so that no gradient flows through time. Where should its
    history end: inside the sequence, or behind it?"""
    p = copies(params)
    logits = []
    for token in inputs:
        H = torch.tanh(p["W_xh"][token] + H.detach() @ p["W_hh"] + p["b_h"])
        logits.append(H @ p["W_hq"] + p["b_q"])
    loss = cross_entropy(torch.stack(logits), targets)
    gradients = clip(torch.autograd.grad(loss, list(p.values())), theta)
    return loss.detach(), descend(p, gradients, lr), H.detach()


@mistake(stage="purity")
def state_not_detached(inputs, targets, H, params, lr, theta):
    """The last state still has its history. The next step starts from it: into which sequence would its gradient
    reach?"""
    p = copies(params)
    logits, last = forward(inputs, H, p)
    loss = cross_entropy(logits, targets)
    gradients = clip(torch.autograd.grad(loss, list(p.values()), retain_graph=True), theta)
    return loss.detach(), descend(p, gradients, lr), last


@mistake(stage="purity")
def gradients_accumulate(inputs, targets, H, params, lr, theta):
    """The gradient is left behind in the `.grad` of the caller's parameters, and the next call adds its own to it: the
    same arguments give another result. Whose tensors should require a gradient?"""
    p = {name: params[name].requires_grad_() for name in NAMES}
    logits, last = forward(inputs, H.detach(), p)
    loss = cross_entropy(logits, targets)
    loss.backward()
    return loss.detach(), descend(p, clip([value.grad for value in p.values()], theta), lr), last.detach()


@mistake(stage="purity")
def requires_grad_on_the_parameters(inputs, targets, H, params, lr, theta):
    """The function switches `requires_grad` on for parameters that it was given. Whether they are to be trained is for
    their owner to say: which tensors can you switch it on for?"""
    p = {name: params[name].requires_grad_() for name in NAMES}
    logits, last = forward(inputs, H.detach(), p)
    loss = cross_entropy(logits, targets)
    gradients = clip(torch.autograd.grad(loss, list(p.values())), theta)
    return loss.detach(), descend(p, gradients, lr), last.detach()


@mistake(stage="purity")
def steps_in_place(inputs, targets, H, params, lr, theta):
    """The new parameters are written into those that were given, and the caller loses the old ones. Call it twice with
    the same arguments: from which parameters does the second call start?"""
    p = copies(params)
    logits, last = forward(inputs, H.detach(), p)
    loss = cross_entropy(logits, targets)
    gradients = clip(torch.autograd.grad(loss, list(p.values())), theta)
    for name, g in zip(NAMES, gradients, strict=True):
        params[name].data -= lr * g
    return loss.detach(), params, last.detach()
