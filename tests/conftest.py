"""Guards for every test: no test reaches a real model or another machine."""
