"""Satisfaction surveys: forms on the service of the office, answered without a name, and what their results may show."""
