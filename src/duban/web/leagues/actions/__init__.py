"""What is done to bodies, posts and accounts: one verb a file."""
