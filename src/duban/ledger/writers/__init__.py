"""Records to files: one module a form, each with ``write(path, items)``."""
