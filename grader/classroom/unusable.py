"""What is said of a cluster that cannot be used: a module of its own, since Dask need not be there for it."""


class ClusterError(Exception):
    """A cluster that cannot be used, or no more. The text says why, with the remedy."""
