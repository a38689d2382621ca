"""Whole conversations, labelled, held with the front desk and judged."""
