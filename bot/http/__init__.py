"""What every web room shares: the headers of its responses and how large a request may be; channels.web and console never meet."""
