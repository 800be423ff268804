"""The shapes of what is asked and answered, as OpenAPI tells them; every amount is a decimal number as text."""
