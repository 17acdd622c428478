"""Lists that draw only their visible rows."""
