"""What the assistant is taught: open questions, entries and phrases, tried before they are saved."""
