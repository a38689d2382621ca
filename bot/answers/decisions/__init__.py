"""Which outcome a turn has: from a procedure, a document, the thread, the office itself; and what that rested on."""
