"""Statements ↔ indicators and bodies, pledges ↔ the figures that answer them: proposals, each with its reason."""
