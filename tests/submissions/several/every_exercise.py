"""Every exercise in one file, as a student who has come to the end of the course would have it."""

from collections import Counter
from torch import nn
import math
import torch
import torch.nn.functional as F


def hidden_layer(X, W_xh, b_h):
    return torch.addmm(b_h, X, W_xh).tanh()


def rnn_cell(X, H, W_xh, W_hh, b_h):
    return torch.tanh(X @ W_xh + H @ W_hh + b_h)


def rnn_cell_concat(X, H, W_xh, W_hh, b_h):
    return torch.tanh(torch.addmm(b_h, torch.hstack([X, H]), torch.vstack([W_xh, W_hh])))


def output_layer(H, W_hq, b_q):
    return H @ W_hq + b_q


def rnn_forward(X, H, W_xh, W_hh, b_h):
    states = []
    for X_t in X:
        H = torch.tanh(X_t @ W_xh + H @ W_hh + b_h)
        states.append(H)
    return torch.stack(states), H


def char_vocab(text, min_freq=0):
    counts = Counter(text)
    kept = [c for c, n in counts.items() if n >= min_freq]
    idx_to_token = ["<unk>"] + sorted(kept, key=lambda c: (-counts[c], c))
    return idx_to_token, {token: idx for idx, token in enumerate(idx_to_token)}


def one_hot(tokens, vocab_size):
    return F.one_hot(tokens.T, vocab_size).float()


def sequential_windows(tokens, batch_size, num_steps, offset):
    tokens = tokens.contiguous()
    row = (len(tokens) - offset - 1) // batch_size
    size = (row // num_steps, batch_size, num_steps)
    stride = (num_steps, row, 1)
    return tuple(torch.as_strided(tokens, size, stride, tokens.storage_offset() + k) for k in (offset, offset + 1))


def random_windows(tokens, batch_size, num_steps, generator):
    offset = torch.randint(0, num_steps, (1,), generator=generator).item()
    num_windows = max((len(tokens) - 1 - offset) // num_steps, 0)
    order = torch.randperm(num_windows, generator=generator)
    m = num_windows // batch_size
    starts = offset + order[: m * batch_size] * num_steps
    index = (starts.reshape(m, batch_size, 1) + torch.arange(num_steps)).to(tokens.device)
    return tokens[index], tokens[index + 1]


def cross_entropy(logits, targets):
    return F.cross_entropy(logits, targets)


def perplexity(logits, targets):
    loss = F.cross_entropy(logits.reshape(-1, logits.shape[-1]), targets.reshape(-1))
    return torch.exp(loss)


class RNNLM(nn.Module):
    def __init__(self, vocab_size: int, num_hiddens: int):
        super().__init__()
        for name, shape in {
            "W_xh": (vocab_size, num_hiddens),
            "W_hh": (num_hiddens, num_hiddens),
            "b_h": (num_hiddens,),
            "W_hq": (num_hiddens, vocab_size),
            "b_q": (vocab_size,),
        }.items():
            self.register_parameter(name, nn.Parameter(torch.empty(shape).uniform_(-0.1, 0.1)))

    def forward(self, tokens, H=None):
        XW = self.W_xh[tokens]
        H = XW.new_zeros(len(tokens), self.b_h.numel()) if H is None else H
        states = []
        for t in range(tokens.shape[1]):
            H = torch.tanh(XW[:, t] + H @ self.W_hh + self.b_h)
            states.append(H)
        return torch.stack(states) @ self.W_hq + self.b_q, H


def influence(X, H, W_xh, W_hh, b_h):
    T, n, _ = X.shape
    squares = X.new_zeros(T, T)
    for i in range(n):
        h = H[i]
        jacobians = []
        for t in range(T):
            h = torch.tanh(X[t, i] @ W_xh + h @ W_hh + b_h)
            slope = torch.diag(1 - h * h)
            jacobians = [slope @ W_hh.T @ J for J in jacobians] + [slope @ W_xh.T]
            for s, J in enumerate(jacobians):
                squares[t, s] += torch.sum(J * J)
    return squares.sqrt()


def generate(prefix, num_tokens, W_xh, W_hh, b_h, W_hq, b_q):
    k = len(prefix)
    tokens = prefix.new_empty(k + num_tokens)
    tokens[:k] = prefix
    H = torch.zeros(1, len(b_h), dtype=b_h.dtype, device=b_h.device)
    for t in range(k + num_tokens - 1):
        H = torch.tanh(W_xh[tokens[t : t + 1]] + H @ W_hh + b_h)
        if t >= k - 1:
            tokens[t + 1] = (H @ W_hq + b_q).argmax()
    return tokens


def sample_token(logits, temperature, generator):
    if temperature == 0:
        return logits.argmax()
    return torch.multinomial(torch.softmax(logits / temperature, dim=0), 1, generator=generator).squeeze()


def clip_gradients(gradients, theta):
    total = 0.0
    for g in gradients:
        total += float(g.pow(2).sum())
    factor = min(1.0, theta / math.sqrt(total))
    return [factor * g for g in gradients]


def gradient_norms(H, W_hh):
    J = torch.eye(W_hh.shape[0]).type_as(W_hh)
    norms = [torch.linalg.matrix_norm(J, ord=2)]
    for h in H.flip(0)[:-1]:
        J = W_hh @ torch.diag(1 - h**2) @ J
        norms = [torch.linalg.matrix_norm(J, ord=2), *norms]
    return norms


def rnn_cell_backward(dH, X, H_prev, H, W_xh, W_hh):
    Z = torch.atanh(H)
    dZ = dH / torch.cosh(Z) ** 2
    return dZ @ W_xh.T, dZ @ W_hh.T, X.T @ dZ, H_prev.T @ dZ, dZ.sum(0)


def rnn_backward(dH, X, H0, H, W_xh, W_hh):
    if len(X) == 0:
        return X, torch.zeros_like(H0), torch.zeros_like(W_xh), torch.zeros_like(W_hh), torch.zeros_like(W_hh[0])
    dX, back, dW_xh, dW_hh, db_h = rnn_backward(dH[1:], X[1:], H[0], H[1:], W_xh, W_hh)
    dZ = (dH[0] + back) * (1 - H[0] ** 2)
    dX = torch.cat((dZ.mm(W_xh.T)[None], dX))
    return dX, dZ.mm(W_hh.T), dW_xh + X[0].T.mm(dZ), dW_hh + H0.T.mm(dZ), db_h + dZ.sum(0)


def truncated_bptt(X, H, W_xh, W_hh, b_h, k):
    states = []
    for t in range(len(X)):
        if t % k == 0:
            H = H.detach()
        H = torch.tanh(X[t] @ W_xh + H @ W_hh + b_h)
        states.append(H)
    return torch.stack(states)


def train_step(inputs, targets, H, params, lr, theta):
    p = {name: value.detach().clone().requires_grad_() for name, value in params.items()}
    X = F.one_hot(inputs, p["W_xh"].shape[0]).to(p["W_xh"].dtype)
    state, logits = H.detach(), []
    for X_t in X:
        state = torch.tanh(X_t @ p["W_xh"] + state @ p["W_hh"] + p["b_h"])
        logits.append(state @ p["W_hq"] + p["b_q"])
    logits = torch.cat(logits)
    loss = F.cross_entropy(logits, targets.reshape(-1))
    grads = torch.autograd.grad(loss, list(p.values()))
    norm = torch.sqrt(sum((g**2).sum() for g in grads))
    factor = torch.clamp(theta / norm, max=1.0)
    new = {name: (value - lr * factor * g).detach() for (name, value), g in zip(p.items(), grads)}
    return loss.detach(), new, state.detach()


def lstm_cell(X, H, C, **weights):
    def total(gate):
        return X @ weights["W_x" + gate] + H @ weights["W_h" + gate] + weights["b_" + gate]

    keep, write, show = (total(gate).sigmoid() for gate in "fio")
    C_next = keep * C + write * total("c").tanh()
    return show * C_next.tanh(), C_next


def gru_cell(X, H, W_xz, W_hz, b_z, W_xr, W_hr, b_r, W_xh, W_hh, b_h):
    Z = torch.sigmoid(X @ W_xz + H @ W_hz + b_z)
    R = torch.sigmoid(X @ W_xr + H @ W_hr + b_r)
    H_tilde = torch.tanh(X @ W_xh + (R * H) @ W_hh + b_h)
    return Z * H + (1 - Z) * H_tilde


def deep_rnn(X, H, W_xh, W_hh, b_h):
    states = list(H)
    outputs = []
    for X_t in X:
        below = X_t
        for i, state in enumerate(states):
            states[i] = below = torch.tanh(below @ W_xh[i] + state @ W_hh[i] + b_h[i])
        outputs.append(below)
    return torch.stack(outputs), torch.stack(states)


def bidirectional_rnn(X, H_f, H_b, W_xf, W_hf, b_f, W_xb, W_hb, b_b):
    T, n, _ = X.shape
    h = H_f.shape[1]
    out = X.new_empty((T, n, 2 * h))
    for t in range(T):
        s = T - 1 - t
        H_f = torch.tanh(X[t] @ W_xf + H_f @ W_hf + b_f)
        H_b = torch.tanh(X[s] @ W_xb + H_b @ W_hb + b_b)
        out[t, :, :h] = H_f
        out[s, :, h:] = H_b
    return out


def sequence_mask(X, valid_len, value=0.0):
    t = torch.arange(X.shape[1], device=X.device)
    return torch.where(t[None, :] < valid_len[:, None], X, value)


def masked_cross_entropy(logits, targets, valid_len):
    counts = torch.arange(logits.shape[1], device=logits.device) < valid_len[:, None]
    if not counts.any():
        return (logits * 0).sum()
    return F.cross_entropy(logits[counts], targets[counts])


def decoder_forward(Y, context, W_yh, W_ch, W_hh, b_h, W_hq, b_q):
    H = context
    outputs = []
    for Y_t in Y:
        H = torch.tanh(Y_t @ W_yh + context @ W_ch + H @ W_hh + b_h)
        outputs.append(H @ W_hq + b_q)
    return torch.stack(outputs)


def beam_search(log_probs, bos, eos, beam_size, max_len, alpha):
    table = log_probs.tolist()
    finished, live = [], [(0.0, [])]
    for _ in range(max_len):
        grown = [(t + table[(w or [bos])[-1]][j], w + [j]) for t, w in live for j in range(len(table))]
        kept = sorted(grown, reverse=True)[:beam_size]
        finished += [h for h in kept if h[1][-1] == eos]
        live = [h for h in kept if h[1][-1] != eos]
        if len(finished) >= beam_size:
            live = []
            break
    return max(finished + live, key=lambda h: h[0] / len(h[1]) ** alpha)[1]


def grams(tokens, n):
    return Counter(zip(*(tokens[i:] for i in range(n))))


def bleu(prediction, reference, k):
    if not prediction:
        return 0
    score = math.exp(1 - len(reference) / len(prediction)) if len(prediction) < len(reference) else 1.0
    for n in range(1, k + 1):
        said, true = grams(prediction, n), grams(reference, n)
        if said:
            score *= (sum(min(count, true[gram]) for gram, count in said.items()) / sum(said.values())) ** 2**-n
    return score


def masked_softmax(scores, valid_len):
    mask = torch.arange(scores.shape[-1], device=scores.device) < valid_len.reshape(-1, 1, 1)
    weights = torch.softmax(scores.masked_fill(~mask, -1e30), dim=-1)
    return weights * mask


def dot_product_attention(Q, K, V, valid_len):
    scores = torch.matmul(Q, K.transpose(-2, -1)) / math.sqrt(Q.shape[-1])
    keep = torch.arange(K.shape[1], device=Q.device) < valid_len[:, None, None]
    weights = torch.softmax(torch.where(keep, scores, -1e9), dim=-1) * keep
    return torch.matmul(weights, V)


def additive_attention(Q, K, V, W_q, W_k, w_v, valid_len):
    features = torch.tanh((Q @ W_q).unsqueeze(2) + (K @ W_k).unsqueeze(1))
    scores = features @ w_v
    keep = torch.arange(K.shape[1], device=K.device) < valid_len[:, None, None]
    weights = torch.softmax(scores.masked_fill(~keep, -1e9), dim=-1) * keep
    return weights @ V
