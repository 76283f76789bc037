"""Right: imports a helper of its own that is named like a module of the grader."""

from reference import cell as rnn_cell
