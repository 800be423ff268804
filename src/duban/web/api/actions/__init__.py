"""What is done to tokens: one verb a file."""
