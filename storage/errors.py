"""What can go wrong with the database, told apart by what the caller should do."""


class StorageError(Exception):
    """A sentence for the person who runs the bot: what is wrong and what to do next."""


class Deposed(StorageError):
    """Another process leads now: nothing may be sent in our name any more."""


class StorageUnavailable(StorageError):
    """The database could not take the write now (locked, full, connection lost): nothing was changed, try again."""
