"""What runs the program, whatever it does: services started and stopped, jobs, reload, log, metrics, limits, memory and cores."""
