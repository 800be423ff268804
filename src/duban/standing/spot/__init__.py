"""Spot checks (抽查): a sample by a seed, a sheet for the conclusions, corrected or scaled as the city's rule says.

facts ─ sample ─► Sample ─ sheet.write ─► .xlsx ─ (people conclude) ─ sheet.read ─► conclude ─► facts that replace
"""
