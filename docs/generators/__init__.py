"""What the documentation says of the code, made from the code. Loads no torch."""
