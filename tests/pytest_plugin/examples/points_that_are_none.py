"""A mark that says nothing."""

import pytest


@pytest.mark.points("two")
def test_of_two_points(submission):
    assert submission.source
