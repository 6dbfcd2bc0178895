"""Runs a submission in a process that can do no harm, and lets a trusted process call what it defined."""
