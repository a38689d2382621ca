"""Facts read from the official records: fees, periods, papers, deadlines."""
