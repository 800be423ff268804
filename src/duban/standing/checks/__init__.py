"""Figures looked at hard before they count: views of all figures at once (Ibis), formulas over them, findings in words.

facts ─ tables ─► Arrow ─ views (series, pairs, sums, last_digits) ─► rows ─ query ─► hits ─ findings ─► CheckFinding
"""
