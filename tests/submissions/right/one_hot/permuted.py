"""Right: one-hot first, then the axes are exchanged: the result is not contiguous."""

from jaxtyping import Float, Int
from torch import Tensor
from torch.nn.functional import one_hot as torchs_own


def one_hot(tokens: Int[Tensor, "n T"], vocab_size: int) -> Float[Tensor, "T n v"]:
    vectors: Int[Tensor, "n T v"] = torchs_own(tokens, num_classes=vocab_size)
    return vectors.permute(1, 0, 2).double()
