"""What day it is in this store: the one place that is asked."""
