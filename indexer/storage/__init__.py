"""What an index is, on disk and mapped: postings and their vocabulary, texts, the cache of counted words."""
