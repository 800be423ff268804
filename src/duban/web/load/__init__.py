"""Packs into the store and out of it."""
