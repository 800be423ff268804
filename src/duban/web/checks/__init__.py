"""Spot checks (抽查倒查): a sample drawn by a seed, proof asked of those who answer for the figures, conclusions."""
