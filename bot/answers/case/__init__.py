"""What somebody tells of their case in numbers, ages and days, and what follows of it; pure: no SQL, no clock, no files."""
