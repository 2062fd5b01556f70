"""Is everything that a worker needs in order? Each check says what it saw and what to do."""
