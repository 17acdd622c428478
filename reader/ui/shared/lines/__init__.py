"""Lines of a screen: its head, its status, its keys and a query."""
