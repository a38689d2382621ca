"""What every format is opened with: archives, encodings, letters from before Unicode, pictures, LibreOffice."""
