"""One file, one use case: a class whose fields are ports and whose call is the business rule."""
