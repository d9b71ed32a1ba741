"""Telegram on your desk: a strict local Bot API server, its control API and its browser page."""
