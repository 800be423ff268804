"""总览: how the city stands, for those who must act."""
