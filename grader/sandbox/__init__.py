"""Runs a submission in a process that can do no harm, and lets another, which grades, call what it defined."""
