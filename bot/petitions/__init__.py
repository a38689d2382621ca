"""Petitions: a citizen's phản ánh, kiến nghị (Decree 20/2008/NĐ-CP), from the first word to the answer."""
