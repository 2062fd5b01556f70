"""Turns the bytes of one file into the text that a person can see, in a child process."""
