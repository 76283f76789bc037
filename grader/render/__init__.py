"""Renderers: pure functions from reports to text. Import the one that is needed."""
