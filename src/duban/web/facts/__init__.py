"""Figures and dated states that somebody answers for."""
