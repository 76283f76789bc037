"""A pack of exercises about points: nothing in it is recurrent, and nothing in the engine knows of it."""

CHAPTERS = {"points": ("centroid", "pairwise_distances")}
