"""The same with otter: a check of one question, as its notebooks run it."""

import sys

import answer
import otter

result = otter.Notebook(tests_dir="tests").check("rnn_cell", global_env=vars(answer))
sys.exit(not result.passed_all_public)
