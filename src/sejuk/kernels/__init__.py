"""What inner loops need: a compiler and dice. Capabilities that have kernels import it."""
