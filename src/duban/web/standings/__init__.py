"""What the rules say of the pledges, recomputed when facts or pledges change."""
