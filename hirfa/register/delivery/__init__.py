"""Files as chambers send them: found out, read, checked line by line. No database here."""
