"""Who may do what: accounts, the posts that they hold, and the one file that decides."""
