"""What is kept of surveys; the answers apart from whoever gave them."""
