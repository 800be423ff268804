"""Standings as people read them: lines, records, sheets."""
