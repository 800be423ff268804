"""What is done in a spot check: one verb a file, each with its permission, its checks and its entry in the log."""
