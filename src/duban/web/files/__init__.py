"""Uploaded files by their hash, and what is refused before it is stored."""
