"""The web server: several processes at one address, who lets a connection in, and how many may be open."""
