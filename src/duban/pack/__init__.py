"""One city's system laid over the catalog."""
