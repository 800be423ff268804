"""What a declaration may say, one file a kind. The engines read the types these make, never TOML."""
