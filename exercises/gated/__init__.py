"""Gated cells, and recurrent layers above each other and in both directions (D2L 10.1 to 10.4)."""
