"""Words on a page → statements: formats, layout, books, and the grammar of what is pledged and reported."""
