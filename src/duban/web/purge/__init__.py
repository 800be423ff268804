"""Purging (清除): a leaked secret, a retention end, an order; by two administrators; a hash stays."""
