"""Hirfa, the national system of the craft sector of Morocco."""
