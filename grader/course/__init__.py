"""A course folder: what is offered, what has been handed in, what counts."""
