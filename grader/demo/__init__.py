"""A flawed submission to look at: `trysquare demo` checks `rnn_cell.py` beside this file."""
