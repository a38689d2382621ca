"""What an article, a campaign, a follower and the calendar are. Pure: no SQL, no channel, no clock, no environment."""
