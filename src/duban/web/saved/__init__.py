"""Saved views: a filter of a list under a name, for the person who keeps it; its address is what is shared."""
