"""What we know: records of procedures, plans, questions and words; knows neither index nor bot."""
