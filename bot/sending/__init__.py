"""Everything between an outbox row and Telegram."""
