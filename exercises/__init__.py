"""The exercises: chapters, and in each chapter its exercises, both in the order of the curriculum.

Importing this package loads nothing. `exercises.CHAPTER.ID` describes an exercise and loads no torch;
`exercises.CHAPTER.ID.mistakes` holds what students get wrong and is loaded only to judge.
"""

from typing import Final

CHAPTERS: Final[dict[str, tuple[str, ...]]] = {
    "shapes": ("hidden_layer", "rnn_cell", "rnn_cell_concat", "output_layer", "rnn_forward"),
}
