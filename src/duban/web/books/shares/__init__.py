"""The split of a book (任务分解): who takes what of a clause, whether it adds up, and what the bodies say to it."""
