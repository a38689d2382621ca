"""What must hold of the content as a whole: codes, phrases, days, facts, guides."""
