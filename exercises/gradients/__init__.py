"""Gradients: clipped, followed through time, computed by hand, cut off, and put to use (D2L 9.5 and 9.7)."""
