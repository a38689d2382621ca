"""What the national portal publishes: its export, line by line, its pages, its codes."""
