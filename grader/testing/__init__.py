"""What pytest sees of a submission: its stages as tests, its functions as calls, its points. For `pytest_plugin`."""
