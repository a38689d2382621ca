"""What citizens take part in: the monthly round of questions to the heads of units."""
