"""A plan as people read it: page, map, papers and data files. Pure functions, text out."""
