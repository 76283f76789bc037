"""Otter's form of a test."""

from otter.test_files import test_case

OK_FORMAT = False
name = "rnn_cell"
points = 1


@test_case()
def test_values(env):
    from test_it import test_rnn_cell

    test_rnn_cell()
