"""The Telegram channel; the only package that may import telegram."""

CHANNEL = "telegram"
