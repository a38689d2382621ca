"""What a survey, an answered form and a result that may be shown are. Pure."""
