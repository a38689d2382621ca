"""Tests about the repository itself: what documents say and what stands there agree."""
