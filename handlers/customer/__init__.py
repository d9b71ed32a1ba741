"""What a customer can do."""
