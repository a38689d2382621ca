"""Notices with a beginning and an end: a storm, works, a counter that is closed, an outage; shown on every channel while they last."""
