"""Whose words they are: prompted, echoed, volunteered, reused."""
