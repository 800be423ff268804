"""The pages of books and clauses, and what is sent from them."""
