"""A test of somebody who has the plugin installed and does not use it."""

import sys


def test_no_part_of_the_grader_but_its_options():
    loaded = {name for name in sys.modules if name.split(".")[0] in ("grader", "torch", "reference", "exercises")}
    assert loaded == {"grader", "grader.pytest_plugin", "grader.testing", "grader.testing.failure"}
