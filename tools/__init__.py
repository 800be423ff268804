"""What holds the house in order; no part of what is installed."""
