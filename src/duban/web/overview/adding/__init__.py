"""Adding up: the whole's pledges against those of its parts, as a page."""
