"""Benchmarks: run by `make bench`, never by the tests, because a figure is no truth on a busy machine."""
