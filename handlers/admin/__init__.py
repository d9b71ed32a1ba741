"""What only an admin can do."""
