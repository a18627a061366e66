"""Thi Đua: the yearly emulation of Vietnamese public bodies, from pledge to handover."""

__version__ = "0.1.0"
