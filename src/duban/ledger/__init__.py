"""What is kept: pledges, facts, bodies and indicators, as frozen types; every other form converts to these."""
