"""What is kept of articles, the calendar, campaigns and followers; the only drawer of announcements that speaks SQL."""
