"""What a record itself says, as lines to be shown: its parts, deadlines, verdicts and sentences, as they stand today."""
