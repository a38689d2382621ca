"""Rules of petitions: codes, transitions, deadlines, what a form takes, who may know what."""
