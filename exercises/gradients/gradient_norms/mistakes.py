"""What students write instead of `gradient_norms`."""

import torch

from grader.exercise import mistake


def spectral(matrix):
    return torch.linalg.matrix_norm(matrix, ord=2)


def identity(H):
    return torch.eye(H.shape[1], dtype=H.dtype, device=H.device)


@mistake(stage="shape")
def last_entry_missing(H, W_hh):
    """There is one entry too few: as many as there are steps between the states, T - 1. What is the derivative of the
    last state with respect to itself?"""
    product, norms = identity(H), [torch.ones_like(H[0, 0])]
    for t in range(len(H) - 1, 0, -1):
        product = (W_hh * (1 - H[t] ** 2)) @ product
        norms.insert(0, spectral(product))
    return torch.stack(norms)[:-1]


@mistake(stage="dtype")
def norms_in_a_float32_buffer(H, W_hh):
    """The norms are written into a new tensor that has the default dtype, float32. Which dtype do the states have?"""
    norms = torch.ones(len(H), device=H.device)
    product = identity(H)
    for t in range(len(H) - 1, 0, -1):
        product = (W_hh * (1 - H[t] ** 2)) @ product
        norms[t - 1] = spectral(product)
    return norms


@mistake(stage="value")
def no_tanh_derivative(H, W_hh):
    """These are the norms of the powers of `W_hh`, as if there were no activation. What does tanh do to a small change
    of the sum inside it?"""
    product, norms = identity(H), [torch.ones_like(H[0, 0])]
    for _ in range(len(H) - 1):
        product = W_hh @ product
        norms.insert(0, spectral(product))
    return torch.stack(norms)


@mistake(stage="value")
def tanh_applied_again(H, W_hh):
    """The derivative is taken at tanh of the states, but the states have been through tanh already. Which value is
    squared in the derivative of tanh: the one before it, or the one after it?"""
    product, norms = identity(H), [torch.ones_like(H[0, 0])]
    for t in range(len(H) - 1, 0, -1):
        product = (W_hh * (1 - torch.tanh(H[t]) ** 2)) @ product
        norms.insert(0, spectral(product))
    return torch.stack(norms)


@mistake(stage="value")
def derivative_at_the_earlier_state(H, W_hh):
    """The derivative of the step from h_t to h_{t+1} is taken at h_t. Which of the two states has come out of this
    step's tanh?"""
    product, norms = identity(H), [torch.ones_like(H[0, 0])]
    for t in range(len(H) - 1, 0, -1):
        product = (W_hh * (1 - H[t - 1] ** 2)) @ product
        norms.insert(0, spectral(product))
    return torch.stack(norms)


@mistake(stage="value")
def transposed_w_hh(H, W_hh):
    """`W_hh` is transposed, and being square it fits all the same. Row i of `W_hh` holds what unit i sends on; to which
    units does the derivative of tanh belong, those that send or those that receive?"""
    product, norms = identity(H), [torch.ones_like(H[0, 0])]
    for t in range(len(H) - 1, 0, -1):
        product = (W_hh.T * (1 - H[t] ** 2)) @ product
        norms.insert(0, spectral(product))
    return torch.stack(norms)


@mistake(stage="value")
def product_in_reverse(H, W_hh):
    """The factors are multiplied in the wrong order: matrices do not commute. On which side of the product belongs the
    step that comes earlier in time?"""
    product, norms = identity(H), [torch.ones_like(H[0, 0])]
    for t in range(len(H) - 1, 0, -1):
        product = product @ (W_hh * (1 - H[t] ** 2))
        norms.insert(0, spectral(product))
    return torch.stack(norms)


@mistake(stage="value")
def one_step_only(H, W_hh):
    """Each entry is the derivative of a single step, from h_t to h_{t+1}. From h_t to h_T there are more of them: how
    do the derivatives of steps that follow each other combine?"""
    norms = [spectral(W_hh * (1 - h**2)) for h in H[1:]]
    return torch.stack([*norms, torch.ones_like(H[0, 0])])


@mistake(stage="value")
def norms_multiplied(H, W_hh):
    """The norms of the single steps are multiplied. That is a bound for the norm of the product, and is reached only
    when every step stretches the same direction: what should be multiplied before a norm is taken?"""
    norms = [torch.ones_like(H[0, 0])]
    for t in range(len(H) - 1, 0, -1):
        norms.insert(0, norms[0] * spectral(W_hh * (1 - H[t] ** 2)))
    return torch.stack(norms)


@mistake(stage="value")
def frobenius_norm(H, W_hh):
    """This is the Frobenius norm, the root of the sum of all squares: of the identity it is the root of h. Which norm
    of the identity is 1?"""
    product, norms = identity(H), [identity(H).norm()]
    for t in range(len(H) - 1, 0, -1):
        product = (W_hh * (1 - H[t] ** 2)) @ product
        norms.insert(0, product.norm())
    return torch.stack(norms)


@mistake(stage="value")
def largest_eigenvalue(H, W_hh):
    """This is the size of the largest eigenvalue, and a matrix can stretch a vector by more than that. Which numbers of
    a matrix tell by how much it stretches?"""
    product, norms = identity(H), [torch.ones_like(H[0, 0])]
    for t in range(len(H) - 1, 0, -1):
        product = (W_hh * (1 - H[t] ** 2)) @ product
        norms.insert(0, torch.linalg.eigvals(product).abs().max())
    return torch.stack(norms)


@mistake(stage="value")
def one_factor_too_many(H, W_hh):
    """Every product has one factor too many, and the last entry is not 1. How many steps lie between h_t and h_T?"""
    product, norms = identity(H), []
    for t in range(len(H) - 1, -1, -1):
        product = (W_hh * (1 - H[t] ** 2)) @ product
        norms.insert(0, spectral(product))
    return torch.stack(norms)


@mistake(stage="value")
def from_the_first_state(H, W_hh):
    """Entry t is the derivative of h_t with respect to h_1, which begins with 1. Which state is moved, and which one is
    watched?"""
    product, norms = identity(H), [torch.ones_like(H[0, 0])]
    for h in H[1:]:
        product = product @ (W_hh * (1 - h**2))
        norms.append(spectral(product))
    return torch.stack(norms)


@mistake(stage="value")
def time_reversed(H, W_hh):
    """The norms are right and stand in the wrong order, that of the last step first. At which end of the list does a
    new one belong, when the loop goes back in time?"""
    product, norms = identity(H), [torch.ones_like(H[0, 0])]
    for t in range(len(H) - 1, 0, -1):
        product = (W_hh * (1 - H[t] ** 2)) @ product
        norms.append(spectral(product))
    return torch.stack(norms)
