"""The pages of bodies, posts and accounts, and what is sent from them."""
