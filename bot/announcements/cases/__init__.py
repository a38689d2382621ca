"""What staff and the timetable do with articles and campaigns."""
