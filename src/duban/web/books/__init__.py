"""The signed documents: read, reviewed, signed, amended, split."""
