"""Benchmarks: run by `make bench`, never by the tests, because a figure is no truth on a busy machine."""

TOO_SLOW = 3
"""Exit status of a bench that ran and whose figure is past its limit; 1 is what Python leaves with a traceback."""
