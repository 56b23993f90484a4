"""`make demo`: a team's first day, step by step, against the running system."""
