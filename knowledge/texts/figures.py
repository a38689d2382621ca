"""Figures as Vietnamese writes them."""

from __future__ import annotations


def with_points(number: float) -> str:
    """With a point at the thousands: 50000 → "50.000"."""
    return f"{number:,}".replace(",", ".")
