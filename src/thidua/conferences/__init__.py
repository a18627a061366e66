"""The year-end conference: agenda, attendance, tasks for next year, agreement on its head and deputy, handover."""
