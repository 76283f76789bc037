"""Sequence to sequence: masks, a decoder, the search for what it says, attention (D2L 10.7, 10.8, 11.3)."""
