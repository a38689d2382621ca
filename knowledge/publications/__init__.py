"""Publications beside what we know: imported, compared, accepted, shown, and what changed from one to the next."""
