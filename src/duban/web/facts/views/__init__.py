"""The pages of figures, and what is sent from them."""
