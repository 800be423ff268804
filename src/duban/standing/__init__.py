"""Pledges and facts → verdicts, lights, coverage: Ibis expressions from tables to tables, the same on every engine."""
