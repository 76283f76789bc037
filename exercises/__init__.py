"""The exercises: chapters, and in each chapter its exercises, both in the order of the curriculum.

Importing this package loads nothing. `exercises.CHAPTER.ID` describes an exercise and loads no torch;
`exercises.CHAPTER.ID.mistakes` holds what students get wrong and is loaded only to judge.
"""

from typing import Final

CHAPTERS: Final[dict[str, tuple[str, ...]]] = {
    "shapes": ("hidden_layer", "rnn_cell", "rnn_cell_concat", "output_layer", "rnn_forward"),
    "text": ("char_vocab", "one_hot", "sequential_windows", "random_windows"),
    "language": ("cross_entropy", "perplexity", "rnn_lm", "influence", "generate", "sample_token"),
    "gradients": (
        "clip_gradients",
        "gradient_norms",
        "rnn_cell_backward",
        "rnn_backward",
        "truncated_bptt",
        "train_step",
    ),
    "gated": ("lstm_cell", "gru_cell", "deep_rnn", "bidirectional_rnn"),
    "sequences": (
        "sequence_mask",
        "masked_cross_entropy",
        "decoder_forward",
        "beam_search",
        "bleu",
        "masked_softmax",
        "dot_product_attention",
        "additive_attention",
    ),
}
