"""Faulty: asks the reference, but only when called."""


def rnn_cell(X, H, W_xh, W_hh, b_h):
    from reference.recurrent import rnn_cell as answer

    return answer(X=X, H=H, W_xh=W_xh, W_hh=W_hh, b_h=b_h)
