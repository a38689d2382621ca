"""What a petition is and what may be done with it. Pure: no SQL, no channel, no clock, no environment."""
