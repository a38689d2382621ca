"""How we find it: records → an index → hits; knows `knowledge`, never `bot`."""
