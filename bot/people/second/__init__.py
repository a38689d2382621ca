"""The second factor of the staff: a code of six digits that their telephone counts (RFC 6238), and codes for when that is lost."""
