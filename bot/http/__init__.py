"""What every web room shares: headers, the size of a request, the token against forged forms; channels.web and console never meet."""
