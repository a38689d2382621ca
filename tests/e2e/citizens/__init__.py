"""What citizens use, in a real browser and over a stand-in of Telegram."""
