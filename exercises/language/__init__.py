"""Language: a character language model, its loss, and the text that it writes (D2L 9.3 to 9.5)."""
