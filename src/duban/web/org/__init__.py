"""The bodies, their posts and what the posts answer for, through time."""
