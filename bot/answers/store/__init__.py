"""What is kept of questions and lessons; the only drawer of the answers that speaks SQL."""
