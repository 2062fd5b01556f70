"""What arq runs: jobs, the bell that rings for them, and the loops beside them."""
