"""One file format each → the lines of a document, or its records."""
