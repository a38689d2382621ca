"""How well and how fast it finds: labelled questions, peers, growth, and the numbers that decide."""
