"""The device is chosen when the file is loaded."""

import torch

device = torch.device("cuda" if torch.cuda.is_available() else "cpu")


def hidden(X, W):
    return X.to(device) @ W + torch.ones(4, device=device)


def moved(X, W):
    return (X @ W).to(device)


def forced(X, W):
    return (X @ W).cpu()
