"""赛马: the order of bodies under a rulebook, issued and frozen; a changed rule tried on a copy, and adopted."""
