"""What is done with peers' tables."""
