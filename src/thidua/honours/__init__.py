"""Awards: the draft list of who is proposed for which flag or certificate, by the bloc's rule, and why."""
