"""The shell of every page, 我的, and what stands where nothing is found."""
