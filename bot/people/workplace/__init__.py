"""What the staff keep and are told at their desks: typed and not yet sent, kept views, notices and their mail, absences."""
