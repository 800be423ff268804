"""What is done with proposals of flags, one verb a file."""
