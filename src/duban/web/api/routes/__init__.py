"""The operations, a file a noun: each asks the same policy and calls the same actions as the pages."""
