"""Grading many: submissions gathered, graded once each, stored, and reported."""
