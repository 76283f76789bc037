"""Right: takes a tiny temperature for 0: the logits differ enough for nothing to be left to chance."""

import torch


def sample_token(logits: torch.Tensor, temperature: float, generator: torch.Generator) -> int:
    scaled = logits.double() / max(temperature, 1e-12)
    weights = torch.exp(scaled - scaled.max())
    return torch.multinomial(weights, 1, generator=generator)[0].item()
