"""Bundles: what Gradescope, or GitHub, needs to grade with Trysquare; and what runs there."""
