"""Page benchmarks become the weights of the line model."""
