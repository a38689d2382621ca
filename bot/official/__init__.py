"""The official channels: the office's true numbers, links and accounts, and whether one that somebody was given is among them."""
