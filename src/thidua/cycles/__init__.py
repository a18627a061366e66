"""Blocs and their years: membership and leadership, the calendar of phases, the criteria sheet."""
