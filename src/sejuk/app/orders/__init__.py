"""Use cases of orders: planned or uploaded, signed by each agency, released, carried out."""
