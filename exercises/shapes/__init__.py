"""Shapes: one step of a network, and then every step of a sequence (D2L 9.4)."""
