"""Who enters, lets in and ends a channel; the check of what somebody was given."""
