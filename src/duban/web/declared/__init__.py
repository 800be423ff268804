"""What a city declared beside bodies, pledges and figures: indicators, rules, providers."""
