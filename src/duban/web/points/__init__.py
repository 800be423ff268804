"""Additions and deductions (加减分): applied for with proof, recognised, shown, appealed, reviewed, frozen."""
