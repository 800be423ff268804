"""Bodies, posts and accounts as people see and change them."""
