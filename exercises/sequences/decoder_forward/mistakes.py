"""What students write instead of `decoder_forward`."""

import torch

from grader.exercise import mistake


@mistake(stage="runs")
def previous_output_fed_back(Y, context, W_yh, W_ch, W_hh, b_h, W_hq, b_q):
    """From the second step on the input is the decoder's own output. Teacher forcing means the contrary: where do the
    inputs of training come from?"""
    H, inputs, outputs = context, Y[0], []
    for _ in Y:
        H = torch.tanh(inputs @ W_yh + context @ W_ch + H @ W_hh + b_h)
        inputs = H @ W_hq + b_q
        outputs.append(inputs)
    return torch.stack(outputs)


@mistake(stage="shape")
def states_for_outputs(Y, context, W_yh, W_ch, W_hh, b_h, W_hq, b_q):
    """The hidden states are returned, `(T, n, h)`. What is still to be done to a state for it to become q numbers?"""
    H, states = context, []
    for Y_t in Y:
        H = torch.tanh(Y_t @ W_yh + context @ W_ch + H @ W_hh + b_h)
        states.append(H)
    return torch.stack(states)


@mistake(stage="shape")
def batch_before_time(Y, context, W_yh, W_ch, W_hh, b_h, W_hq, b_q):
    """The outputs are `(n, T, q)`, batch first. Y comes with time first, and so should they: along which axis do you
    put them together?"""
    H, outputs = context, []
    for Y_t in Y:
        H = torch.tanh(Y_t @ W_yh + context @ W_ch + H @ W_hh + b_h)
        outputs.append(H @ W_hq + b_q)
    return torch.stack(outputs, dim=1)


@mistake(stage="value")
def context_as_the_state_only(Y, context, W_yh, W_ch, W_hh, b_h, W_hq, b_q):
    """The context is the first state and nothing more: after some steps little is left of it. As what else does it
    enter every step, and by which weights?"""
    H, outputs = context, []
    for Y_t in Y:
        H = torch.tanh(Y_t @ W_yh + H @ W_hh + b_h)
        outputs.append(H @ W_hq + b_q)
    return torch.stack(outputs)


@mistake(stage="value")
def context_in_the_first_step_only(Y, context, W_yh, W_ch, W_hh, b_h, W_hq, b_q):
    """The context is an input of the first step only. The later ones should see it, too: what does your loop do with it
    after the first turn?"""
    H, outputs, CW = context, [], context @ W_ch
    for Y_t in Y:
        H = torch.tanh(Y_t @ W_yh + CW + H @ W_hh + b_h)
        CW = torch.zeros_like(CW)
        outputs.append(H @ W_hq + b_q)
    return torch.stack(outputs)


@mistake(stage="value")
def state_from_zeros(Y, context, W_yh, W_ch, W_hh, b_h, W_hq, b_q):
    """The first state is zeros. The decoder goes on where the encoder has stopped: which state is that?"""
    H, outputs = torch.zeros_like(context), []
    for Y_t in Y:
        H = torch.tanh(Y_t @ W_yh + context @ W_ch + H @ W_hh + b_h)
        outputs.append(H @ W_hq + b_q)
    return torch.stack(outputs)


@mistake(stage="value")
def context_overwritten_by_the_state(Y, context, W_yh, W_ch, W_hh, b_h, W_hq, b_q):
    """The state and the context have one name: from the second step on `W_ch` multiplies the state in the place of the
    context. Which of the two changes from step to step?"""
    outputs = []
    for Y_t in Y:
        context = torch.tanh(Y_t @ W_yh + context @ W_ch + context @ W_hh + b_h)
        outputs.append(context @ W_hq + b_q)
    return torch.stack(outputs)


@mistake(stage="value")
def state_never_updated(Y, context, W_yh, W_ch, W_hh, b_h, W_hq, b_q):
    """Every step starts from the context: no step knows of those before it. Which name does the loop read as the state,
    and which does it write?"""
    outputs = []
    for Y_t in Y:
        H = torch.tanh(Y_t @ W_yh + context @ W_ch + context @ W_hh + b_h)
        outputs.append(H @ W_hq + b_q)
    return torch.stack(outputs)


@mistake(stage="value")
def weights_of_state_and_context_exchanged(Y, context, W_yh, W_ch, W_hh, b_h, W_hq, b_q):
    """The context is multiplied by `W_hh` and the state by `W_ch`: both are `(h, h)`, so nothing complains. Read the
    index from left to right: what does the c stand for?"""
    H, outputs = context, []
    for Y_t in Y:
        H = torch.tanh(Y_t @ W_yh + context @ W_hh + H @ W_ch + b_h)
        outputs.append(H @ W_hq + b_q)
    return torch.stack(outputs)


@mistake(stage="value")
def no_activation(Y, context, W_yh, W_ch, W_hh, b_h, W_hq, b_q):
    """The activation is missing: each state is the sum before tanh. Over many steps nothing keeps it within bounds."""
    H, outputs = context, []
    for Y_t in Y:
        H = Y_t @ W_yh + context @ W_ch + H @ W_hh + b_h
        outputs.append(H @ W_hq + b_q)
    return torch.stack(outputs)


@mistake(stage="value")
def softmax_on_the_outputs(Y, context, W_yh, W_ch, W_hh, b_h, W_hq, b_q):
    """The outputs are probabilities. Logits are asked for: the loss has a softmax of its own."""
    H, outputs = context, []
    for Y_t in Y:
        H = torch.tanh(Y_t @ W_yh + context @ W_ch + H @ W_hh + b_h)
        outputs.append(torch.softmax(H @ W_hq + b_q, dim=1))
    return torch.stack(outputs)


@mistake(stage="gradient")
def detached_context(Y, context, W_yh, W_ch, W_hh, b_h, W_hq, b_q):
    """The context is detached: no gradient reaches the encoder, and it could not learn. The values are right; by which
    two ways should the gradient come back?"""
    context = context.detach()
    H, outputs = context, []
    for Y_t in Y:
        H = torch.tanh(Y_t @ W_yh + context @ W_ch + H @ W_hh + b_h)
        outputs.append(H @ W_hq + b_q)
    return torch.stack(outputs)


@mistake(stage="gradient")
def state_detached_between_steps(Y, context, W_yh, W_ch, W_hh, b_h, W_hq, b_q):
    """The state is detached after every step: no gradient crosses from one step to the one before. The values are
    right; what should flow back through time?"""
    H, outputs = context, []
    for Y_t in Y:
        H = torch.tanh(Y_t @ W_yh + context @ W_ch + H @ W_hh + b_h)
        outputs.append(H @ W_hq + b_q)
        H = H.detach()
    return torch.stack(outputs)


@mistake(stage="purity")
def overwrites_the_context(Y, context, W_yh, W_ch, W_hh, b_h, W_hq, b_q):
    """Every step writes its state into `context`, the caller's tensor, as the state has begun as the very same tensor.
    What should each step make instead?"""
    H, outputs, CW = context, [], context @ W_ch
    for Y_t in Y:
        H[:] = torch.tanh(Y_t @ W_yh + CW + H @ W_hh + b_h)
        outputs.append(H @ W_hq + b_q)
    return torch.stack(outputs)
