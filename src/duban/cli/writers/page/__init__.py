"""The parts of the html form: the marked text, the list beside it, the style and the script."""
