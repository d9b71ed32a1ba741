"""`python -m bench`: the same quiz step by this bot and by bare ones, against a Bot API that costs nothing."""
