"""What runs the program: settings, logs, limits of rate, ports, processes."""
