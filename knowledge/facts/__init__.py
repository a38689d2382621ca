"""Facts read out of official text: headings, fees, papers, periods, deadlines, whom it is for, and the national fact sheet."""
