"""A sentence for whoever started the program: what is wrong and what to do next."""


class Refusal(Exception):
    """Ends the program with this sentence and a non-zero code, without a traceback."""
