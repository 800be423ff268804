"""What is done to figures: one verb a file, each with its permission, its checks and its entry in the log."""
