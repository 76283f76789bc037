"""The typed truth, by topic. Importing this package loads nothing; its modules load torch and jaxtyping."""
