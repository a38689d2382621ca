"""Events, seats, questions with their answers: the SQL of this room."""
