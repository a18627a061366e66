"""The writes of this app, one verb each, by the paper they are about."""
