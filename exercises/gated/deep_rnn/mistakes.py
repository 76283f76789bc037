"""What students write instead of `deep_rnn`."""

import torch

from grader.exercise import mistake


def layer(X, H, W_xh, W_hh, b_h):
    """The states of one layer, in the order of time."""
    states = []
    for X_t in X:
        H = torch.tanh(X_t @ W_xh + H @ W_hh + b_h)
        states.append(H)
    return torch.stack(states)


@mistake(stage="runs")
def weights_of_the_bottom_layer_everywhere(X, H, W_xh, W_hh, b_h):
    """All layers use the weights of the bottom layer, and `W_xh[0]` expects d inputs where the layers above have h.
    Which item of each list belongs to a layer?"""
    last = []
    for H_i in H:
        X = layer(X, H_i, W_xh[0], W_hh[0], b_h[0])
        last.append(X[-1])
    return X, torch.stack(last)


@mistake(stage="runs")
def every_layer_reads_the_inputs(X, H, W_xh, W_hh, b_h):
    """Every layer reads X: the layers stand beside each other, not above. What are the inputs of the second layer?"""
    last = []
    for i in range(len(H)):
        states = layer(X, H[i], W_xh[i], W_hh[i], b_h[i])
        last.append(states[-1])
    return states, torch.stack(last)


@mistake(stage="shape")
def last_state_of_the_top_layer_only(X, H, W_xh, W_hh, b_h):
    """Only the last state of the top layer is returned, `(n, h)`. Whoever reads on with the next sequence needs the
    state of every layer."""
    for i in range(len(H)):
        X = layer(X, H[i], W_xh[i], W_hh[i], b_h[i])
    return X, X[-1]


@mistake(stage="shape")
def last_states_end_to_end(X, H, W_xh, W_hh, b_h):
    """The last states are put end to end along the batch, `(l·n, h)`. Which operation makes a new axis of a list?"""
    last = []
    for i in range(len(H)):
        X = layer(X, H[i], W_xh[i], W_hh[i], b_h[i])
        last.append(X[-1])
    return X, torch.cat(last)


@mistake(stage="value")
def recurrent_weights_shared(X, H, W_xh, W_hh, b_h):
    """The layers share the recurrent weights and the bias of the bottom layer. Every layer has weights of its own:
    which item of each list is used?"""
    last = []
    for i in range(len(H)):
        X = layer(X, H[i], W_xh[i], W_hh[0], b_h[0])
        last.append(X[-1])
    return X, torch.stack(last)


@mistake(stage="value")
def initial_state_shared(X, H, W_xh, W_hh, b_h):
    """Every layer begins with the first state of the bottom layer. `H` has an axis of l: which of its parts belongs to
    which layer?"""
    last = []
    for i in range(len(H)):
        X = layer(X, H[0], W_xh[i], W_hh[i], b_h[i])
        last.append(X[-1])
    return X, torch.stack(last)


@mistake(stage="value")
def one_state_for_all_layers(X, H, W_xh, W_hh, b_h):
    """The layers hand one state around: each of them goes on from what the layer below has just written, not from its
    own state of the step before. How many states are there at one time?"""
    state, outputs = H[0], []
    for X_t in X:
        inputs, last = X_t, []
        for i in range(len(H)):
            state = torch.tanh(inputs @ W_xh[i] + state @ W_hh[i] + b_h[i])
            inputs = state
            last.append(state)
        outputs.append(state)
    return torch.stack(outputs), torch.stack(last)


@mistake(stage="value")
def layers_read_the_step_before(X, H, W_xh, W_hh, b_h):
    """Each layer reads the state that the layer below had one step earlier: all new states are computed from old ones.
    Which comes first within a step, the layer below or the layer above?"""
    states, outputs = list(H), []
    for X_t in X:
        inputs = [X_t, *states[:-1]]
        states = [torch.tanh(inputs[i] @ W_xh[i] + states[i] @ W_hh[i] + b_h[i]) for i in range(len(H))]
        outputs.append(states[-1])
    return torch.stack(outputs), torch.stack(states)


@mistake(stage="value")
def states_of_the_bottom_layer(X, H, W_xh, W_hh, b_h):
    """The states that are returned are those of the bottom layer. Which layer speaks for the whole network?"""
    outputs, last = [], []
    for i in range(len(H)):
        X = layer(X, H[i], W_xh[i], W_hh[i], b_h[i])
        outputs.append(X)
        last.append(X[-1])
    return outputs[0], torch.stack(last)


@mistake(stage="value")
def initial_states_as_last(X, H, W_xh, W_hh, b_h):
    """The outputs are right, and the states from before the first step are returned as the last. Which state has each
    layer after step T?"""
    for i in range(len(H)):
        X = layer(X, H[i], W_xh[i], W_hh[i], b_h[i])
    return X, H.clone()


@mistake(stage="value")
def transposed_w_hh(X, H, W_xh, W_hh, b_h):
    """The recurrent weights are transposed, and being square they fit all the same. Row vectors multiply from the left:
    row i of `W_hh` holds what unit i sends on."""
    last = []
    for i in range(len(H)):
        X = layer(X, H[i], W_xh[i], W_hh[i].T, b_h[i])
        last.append(X[-1])
    return X, torch.stack(last)


@mistake(stage="gradient")
def layers_detached(X, H, W_xh, W_hh, b_h):
    """The states are detached between the layers: no gradient reaches any layer but the top one. The values are right;
    how would the layers below learn?"""
    last = []
    for i in range(len(H)):
        X = layer(X.detach() if i else X, H[i], W_xh[i], W_hh[i], b_h[i])
        last.append(X[-1])
    return X, torch.stack(last)


@mistake(stage="gradient")
def states_detached(X, H, W_xh, W_hh, b_h):
    """The state of each layer is detached before every step: no gradient crosses from one step to the one before. The
    values are right; what should flow back through time?"""
    last = []
    for i in range(len(H)):
        state, states = H[i], []
        for X_t in X:
            state = torch.tanh(X_t @ W_xh[i] + state.detach() @ W_hh[i] + b_h[i])
            states.append(state)
        X = torch.stack(states)
        last.append(state)
    return X, torch.stack(last)


@mistake(stage="purity")
def overwrites_the_states(X, H, W_xh, W_hh, b_h):
    """The states of the layers are written into H, the caller's tensor, step by step. The caller loses the first
    states, and autograd refuses, because it needs the old numbers: what should hold the new ones?"""
    outputs = []
    for X_t in X:
        inputs = X_t
        for i in range(len(H)):
            inputs = torch.tanh(inputs @ W_xh[i] + H[i] @ W_hh[i] + b_h[i])
            H[i] = inputs
        outputs.append(inputs)
    return torch.stack(outputs), H.clone()
