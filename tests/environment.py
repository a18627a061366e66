"""Loaded before anything else of a test run: the program starts in its testing mode, and only there."""

import os

os.environ["THIDUA_TESTING"] = "1"
