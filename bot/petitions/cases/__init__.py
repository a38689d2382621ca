"""What citizens, officers and the timetable do with petitions: one call, one transaction."""
