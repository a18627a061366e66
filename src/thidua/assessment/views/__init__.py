"""The pages of this app: the bloc, pledges, reports, score sheets, standings."""
