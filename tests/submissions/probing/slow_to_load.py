"""Takes most of a second to be loaded."""

import time

ZERO = 0

time.sleep(0.8)
