"""How the schema came to be, a step a file. A step is written by hand with plain SQLAlchemy types and is never changed once released;
a test compares the sum of the steps with `bot.database.tables` on both databases."""
