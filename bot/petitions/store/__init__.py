"""What is kept of petitions; the only drawer of petitions that speaks SQL. Each method is one transaction."""
