"""Requests, forms, files and pictures that come over HTTP."""
