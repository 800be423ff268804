"""对标: the peers' monthly table in; our place, its movement, and the sentence to copy out.

a file or pasted text ─ stage ─► draft ─ reading ─► tables ─ keep ─► PeersFigures ─ board ─► the page
"""
