"""How well, how fast and how robust: each prints the yardstick beside its figure (see docs/measure.md)."""
