"""The trusted side of the wire: start workers, limit them, keep the clock, tell how they died."""
