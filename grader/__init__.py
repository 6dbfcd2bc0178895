"""Builds, checks and grades the lessons of Frontier AI 365."""
