"""Text: from characters to minibatches of tokens (D2L 9.2, 9.3 and 9.5)."""
