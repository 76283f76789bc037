import torch


def rnn_forward(X, H, W_xh, W_hh, b_h):
    state = H[:, None, :]
    rows = []
    for X_t in X.unsqueeze(2):
        state = torch.tanh(X_t @ W_xh + state @ W_hh + b_h)
        rows.append(state)
    states = torch.cat([row.transpose(0, 1) for row in rows])
    return states, state.squeeze(1)
