"""Faulty: the name is bound to a number."""

rnn_cell = 3
