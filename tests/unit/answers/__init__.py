"""What is answered: quick answers, the office, life events, what is none of ours."""
