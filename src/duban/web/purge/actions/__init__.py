"""What is done to purge: proposed by one administrator, confirmed by another, withdrawn; and what time does."""
