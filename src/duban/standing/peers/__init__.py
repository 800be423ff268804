"""Benchmarking (对标): the peers' monthly table in; our place, its movement, the distance to the next above out.

files ─► grids ─ sheets.wide ─► Wide ─ heads, series ─► PeersTable ─ places ─► Comparison ─ sentence ─► words to copy
"""
