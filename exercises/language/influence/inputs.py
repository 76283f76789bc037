"""Small layers: autograd computes a Jacobian row by row, and there is a row for every number of every state."""

from collections.abc import Iterator

import torch
from torch import Tensor


def cases(rng: torch.Generator) -> Iterator[tuple[str, dict[str, object]]]:
    """Sizes that differ, sizes of 1, and sizes that are equal; float32; and a longer sequence."""

    def case(T: int, n: int, d: int, h: int, dtype: torch.dtype = torch.float64) -> dict[str, object]:
        shapes = {"X": (T, n, d), "H": (n, h), "W_xh": (d, h), "W_hh": (h, h), "b_h": (h,)}
        scales = {"X": 1.0, "H": 0.6, "W_xh": 0.7 * min(1.0, (4 / d) ** 0.5), "W_hh": 0.9 / h**0.5, "b_h": 0.3}
        values: dict[str, Tensor] = {
            name: scales[name] * torch.randn(shape, generator=rng, dtype=torch.float64)
            for name, shape in shapes.items()
        }
        return {name: value.to(dtype) for name, value in values.items()}

    yield "all sizes differ", case(5, 3, 7, 11)
    yield "the sizes are small", case(3, 2, 2, 2)
    yield "T = 1", case(1, 3, 7, 5)
    yield "n = 1", case(5, 1, 7, 4)
    yield "d = 1", case(5, 3, 1, 4)
    yield "h = 1", case(5, 3, 7, 1)
    yield "n = T", case(4, 4, 3, 5)
    yield "T = d", case(4, 2, 4, 5)
    yield "T = h", case(4, 2, 3, 4)
    yield "n = d", case(4, 3, 3, 5)
    yield "n = h", case(4, 3, 2, 3)
    yield "d = h", case(4, 2, 3, 3)
    yield "float32", case(5, 3, 7, 6, torch.float32)
    yield "the sequence is longer", case(20, 2, 2, 3)
