"""The commands of `dateline`. A module imports nothing slow before its command runs."""
