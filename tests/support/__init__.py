"""What tests share that is no part of the office: databases, processes, ports, a mail server."""
