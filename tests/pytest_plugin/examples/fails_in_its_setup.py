"""A test that never begins."""

import pytest


@pytest.fixture
def data():
    raise RuntimeError("no data")


@pytest.mark.points(1)
def test_with_what_is_not_there(data, submission):
    assert submission.source
