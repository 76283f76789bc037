"""What students write instead of `RNNLM`."""

import torch
from torch import nn
from torch.nn import functional

from grader.exercise import mistake


class _Model(nn.Module):
    """A right one, in parts that a mistake can replace."""

    def __init__(self, vocab_size, num_hiddens):
        super().__init__()
        self.vocab_size = vocab_size
        self.W_xh = nn.Parameter(torch.randn(vocab_size, num_hiddens) * 0.01)
        self.W_hh = nn.Parameter(torch.randn(num_hiddens, num_hiddens) * 0.01)
        self.b_h = nn.Parameter(torch.zeros(num_hiddens))
        self.W_hq = nn.Parameter(torch.randn(num_hiddens, vocab_size) * 0.01)
        self.b_q = nn.Parameter(torch.zeros(vocab_size))

    def vectors(self, tokens):
        return functional.one_hot(tokens.T, self.vocab_size).to(self.W_xh.dtype)

    def begin(self, n):
        return self.W_hh.new_zeros(n, len(self.W_hh))

    def step(self, X_t, H):
        return torch.tanh(X_t @ self.W_xh + H @ self.W_hh + self.b_h)

    def states(self, X, H):
        states = []
        for X_t in X:
            H = self.step(X_t, H)
            states.append(H)
        return torch.stack(states), H

    def logits(self, states):
        return states @ self.W_hq + self.b_q

    def forward(self, tokens, H=None):
        states, last = self.states(self.vectors(tokens), self.begin(len(tokens)) if H is None else H)
        return self.logits(states), last


@mistake(stage="runs")
class one_hot_of_the_wrong_axis(_Model):
    """The tokens were not transposed, so the loop goes through the sequences instead of the steps, and the state has a
    row for each step. Which axis of `tokens` is time?"""

    def vectors(self, tokens):
        return functional.one_hot(tokens, self.vocab_size).to(self.W_xh.dtype)


@mistake(stage="shape")
class state_not_returned(_Model):
    """Only the logits are returned. The last state is asked for as well: without it nobody could go on from here."""

    def forward(self, tokens, H=None):
        return super().forward(tokens, H)[0]


@mistake(stage="shape")
class batch_first_in_the_result(_Model):
    """The logits are `(n, T, v)`. Time first is asked for, as in the states that they come from."""

    def forward(self, tokens, H=None):
        logits, last = super().forward(tokens, H)
        return logits.transpose(0, 1), last


@mistake(stage="shape")
class steps_below_one_another(_Model):
    """The logits are `(T·n, v)`, all steps below one another, as the loss would like them. Here time and batch are two
    axes: what puts tensors together along a new one?"""

    def forward(self, tokens, H=None):
        logits, last = super().forward(tokens, H)
        return logits.flatten(0, 1), last


@mistake(stage="shape")
class last_logits_only(_Model):
    """The logits are those of the last step. Each step predicts the token after it, and all of them count when the
    model learns."""

    def forward(self, tokens, H=None):
        logits, last = super().forward(tokens, H)
        return logits[-1], last


@mistake(stage="device")
class state_on_the_cpu(_Model):
    """A tensor that the model makes itself, such as the state of zeros, is on the CPU, wherever the parameters are. Who
    can be asked for the device?"""

    def begin(self, n):
        return torch.zeros(n, len(self.W_hh))


@mistake(stage="value")
class softmax_in_forward(_Model):
    """The results are probabilities. The loss applies the softmax itself and wants the logits: what is the output
    layer without it?"""

    def logits(self, states):
        return torch.softmax(super().logits(states), dim=-1)


@mistake(stage="value")
class no_activation(_Model):
    """The activation is missing: each state is the sum before tanh. Over many steps nothing keeps it within bounds."""

    def step(self, X_t, H):
        return X_t @ self.W_xh + H @ self.W_hh + self.b_h


@mistake(stage="value")
class transposed_w_hh(_Model):
    """`W_hh` is transposed, and being square it fits all the same. Row vectors multiply from the left: row i of `W_hh`
    holds what unit i sends on."""

    def step(self, X_t, H):
        return torch.tanh(X_t @ self.W_xh + H @ self.W_hh.T + self.b_h)


@mistake(stage="value")
class ignores_the_state(_Model):
    """The state that is handed over plays no part: the model always begins with zeros. Only a missing state is
    zeros."""

    def forward(self, tokens, H=None):
        return super().forward(tokens)


@mistake(stage="value")
class reshaped_for_transposed(_Model):
    """The shapes are right, and the tokens are at the wrong steps: giving numbers another shape keeps their order, and
    sequences get mixed. Which operation exchanges two axes?"""

    def vectors(self, tokens):
        n, T = tokens.shape
        return super().vectors(tokens.reshape(T, n).T)


@mistake(stage="gradient")
class state_detached_between_steps(_Model):
    """The state is detached in every step: no gradient crosses from one step to the one before. The values are right;
    what should flow back through time?"""

    def step(self, X_t, H):
        return super().step(X_t, H.detach())


@mistake(stage="gradient")
class last_state_detached(_Model):
    """The last state is returned detached: no gradient passes through it. Whether it should be cut off is for the
    training loop to say."""

    def forward(self, tokens, H=None):
        logits, last = super().forward(tokens, H)
        return logits, last.detach()


@mistake(stage="purity")
class state_kept_between_calls(_Model):
    """The model keeps its last state and begins with it when none is given, so the same call gives something else the
    second time. What should a missing state be?"""

    def forward(self, tokens, H=None):
        kept = getattr(self, "kept", None)
        logits, last = super().forward(tokens, kept if H is None else H)
        self.kept = last.detach()
        return logits, last
