"""What a salesperson can do."""
