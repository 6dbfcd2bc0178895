"""The command line: reads arguments, calls, prints. Nothing else prints."""
