"""The command line: parse, call, render, exit. Nothing here is imported by anything else of ours."""

from grader.cli.app import main

__all__ = ["main"]
