"""What is done to saved views: one verb a file. The log does not tell how somebody likes to look at a list."""
