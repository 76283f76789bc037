"""Faulty: hands in the reference."""

from reference.recurrent import rnn_cell

__all__ = ["rnn_cell"]
