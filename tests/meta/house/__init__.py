"""The code looked at as a house: contracts, drawers, names, coverage."""
