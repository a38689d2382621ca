"""What an index is, on disk and mapped: postings and their vocabulary, texts, the cache of what was counted."""
