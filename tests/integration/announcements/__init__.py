"""Articles, campaigns, notices and official channels."""
