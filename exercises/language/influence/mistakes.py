"""What students write instead of `influence`."""

import torch

from grader.exercise import mistake


def _states(X, H, W_xh, W_hh, b_h):
    states = []
    for X_t in X:
        H = torch.tanh(X_t @ W_xh + H @ W_hh + b_h)
        states.append(H)
    return torch.stack(states)


def _jacobian(X, H, W_xh, W_hh, b_h):
    """`(T, n, h, T, n, d)`, of the states by the inputs."""
    return torch.autograd.functional.jacobian(lambda inputs: _states(inputs, H, W_xh, W_hh, b_h), X)


@mistake(stage="shape")
def last_state_only(X, H, W_xh, W_hh, b_h):
    """The result is `(T,)`: what moves the last state. The states before it depend on their inputs, too: a row of the
    result is one state."""
    return _jacobian(X, H, W_xh, W_hh, b_h)[-1].square().sum(dim=(0, 1, 3, 4)).sqrt()


@mistake(stage="value")
def transposed(X, H, W_xh, W_hh, b_h):
    """Rows and columns are exchanged: the zeros are below the diagonal. Entry `[t, s]` says how input s moves state t:
    which of the two cannot be later than the other?"""
    return _jacobian(X, H, W_xh, W_hh, b_h).square().sum(dim=(1, 2, 4, 5)).sqrt().T


@mistake(stage="value")
def squared_norms(X, H, W_xh, W_hh, b_h):
    """These are the sums of squares. What is left to do to have a norm?"""
    return _jacobian(X, H, W_xh, W_hh, b_h).square().sum(dim=(1, 2, 4, 5))


@mistake(stage="value")
def gradient_of_the_sum(X, H, W_xh, W_hh, b_h):
    """The state is summed before it is differentiated, so derivatives of different units add up and partly cancel.
    Of how many numbers does the whole Jacobian hold the derivatives?"""
    inputs = X.detach().clone().requires_grad_()
    states = _states(inputs, H, W_xh, W_hh, b_h)
    rows = [torch.autograd.grad(state.sum(), inputs, retain_graph=True)[0] for state in states]
    return torch.stack([row.square().sum(dim=(1, 2)).sqrt() for row in rows])


@mistake(stage="value")
def gradients_pile_up(X, H, W_xh, W_hh, b_h):
    """Every `backward` adds to the gradient that is there already, so each row holds those of the rows above it as
    well. What has to happen to `.grad` in between?"""
    inputs = X.detach().clone().requires_grad_()
    states = _states(inputs, H, W_xh, W_hh, b_h)
    rows = []
    for state in states:
        state.sum().backward(retain_graph=True)
        rows.append(inputs.grad.square().sum(dim=(1, 2)).sqrt())
    return torch.stack(rows)


@mistake(stage="value")
def largest_singular_value(X, H, W_xh, W_hh, b_h):
    """This is the spectral norm, the largest singular value. The Frobenius norm counts every number of the Jacobian:
    how is it computed?"""
    T, n, d = X.shape
    blocks = _jacobian(X, H, W_xh, W_hh, b_h).permute(0, 3, 1, 2, 4, 5).reshape(T, T, n * len(b_h), n * d)
    return torch.linalg.matrix_norm(blocks, ord=2)


@mistake(stage="value")
def sum_of_absolute_values(X, H, W_xh, W_hh, b_h):
    """The absolute values are added up. The Frobenius norm squares: what comes after the sum?"""
    return _jacobian(X, H, W_xh, W_hh, b_h).abs().sum(dim=(1, 2, 4, 5))


@mistake(stage="value")
def mean_over_the_batch(X, H, W_xh, W_hh, b_h):
    """Each sequence gets a norm, and these are averaged. The whole Jacobian has the numbers of all sequences under
    one root."""
    squares = torch.einsum("tnhsnd->tsn", _jacobian(X, H, W_xh, W_hh, b_h).square())
    return squares.sqrt().mean(dim=2)


@mistake(stage="value")
def first_sequence_only(X, H, W_xh, W_hh, b_h):
    """Only the first sequence of the minibatch counts. The whole Jacobian has those of all n sequences."""
    return _jacobian(X[:, :1], H[:1], W_xh, W_hh, b_h).square().sum(dim=(1, 2, 4, 5)).sqrt()


@mistake(stage="value")
def by_the_states(X, H, W_xh, W_hh, b_h):
    """The states are differentiated by the states before them. Between a state and its input there is one more
    factor, the weights of the inputs: by what should they be differentiated?"""
    states = _states(X, H, W_xh, W_hh, b_h)
    T, n, h = states.shape
    norms = X.new_zeros(T, T)
    for s in range(T):
        jacobian = torch.eye(h, dtype=X.dtype, device=X.device).expand(n, h, h)
        for t in range(s, T):
            if t > s:
                jacobian = jacobian @ W_hh * (1 - states[t] ** 2)[:, None]
            norms[t, s] = jacobian.square().sum().sqrt()
    return norms


@mistake(stage="value")
def no_slope_of_tanh(X, H, W_xh, W_hh, b_h):
    """The weights are multiplied as if there were no activation. How steep is tanh where the states are?"""
    T, n, _ = X.shape
    norms = X.new_zeros(T, T)
    for s in range(T):
        jacobian = W_xh
        for t in range(s, T):
            norms[t, s] = (n * jacobian.square().sum()).sqrt()
            jacobian = jacobian @ W_hh
    return norms


@mistake(stage="value")
def state_detached(X, H, W_xh, W_hh, b_h):
    """Only the diagonal is left: the state was cut off between the steps, and with it the way from earlier inputs to
    later states. Through what does the past reach a state?"""
    inputs = X.detach().clone()
    norms = X.new_zeros(len(X), len(X))
    for t in range(len(X)):
        previous = H
        jacobian = torch.autograd.functional.jacobian(
            lambda X_t, previous=previous: torch.tanh(X_t @ W_xh + previous @ W_hh + b_h), inputs[t]
        )
        norms[t, t] = jacobian.square().sum().sqrt()
        H = torch.tanh(inputs[t] @ W_xh + H @ W_hh + b_h)
    return norms


@mistake(stage="purity")
def requires_grad_on_the_inputs(X, H, W_xh, W_hh, b_h):
    """The values are right, and X, the caller's tensor, requires a gradient from now on. What could you differentiate
    by instead?"""
    X.requires_grad_()
    return _jacobian(X, H, W_xh, W_hh, b_h).square().sum(dim=(1, 2, 4, 5)).sqrt()
