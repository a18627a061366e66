"""What units promise and what comes of it: pledges, results, scores, the bloc's review, standings."""
