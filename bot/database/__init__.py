"""The one place where tables, engines and transactions are made; knows no feature."""
