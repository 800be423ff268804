"""The 任务分解表: its rows as plain data, and one writer a format."""
