"""The chained log, and the rows that are only ever appended."""
