"""Channels: each translates its own protocol in and out of bot.messages, and never knows another."""
