"""A file named like a library, which must hide nothing."""

raise SystemExit("shadow")
