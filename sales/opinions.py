"""What a person thinks of a profession, whatever the quiz says."""

from enum import StrEnum


class Taste(StrEnum):
    """LIKED and DISLIKED after a small task of it; STRUCK: "certainly not this", without trying."""

    LIKED = "liked"
    DISLIKED = "disliked"
    STRUCK = "struck"
