"""Verdicts and figures → points, totals and places of bodies, by a rulebook; explained, tried out, frozen."""
