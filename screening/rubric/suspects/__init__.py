"""The wordings that the check looks for, by subject, each with what to write instead."""
