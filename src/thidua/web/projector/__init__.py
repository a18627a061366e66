"""The projector of a conference: what the hall sees, and the panel from which it is changed, also from a phone."""
