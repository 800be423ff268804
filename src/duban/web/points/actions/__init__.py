"""What is done with additions and deductions, one verb a file."""
