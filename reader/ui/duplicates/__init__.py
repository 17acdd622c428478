"""The queue of likely duplicates."""
