"""Pages of additions and deductions."""
