"""Reads files that hold other files: e-mails and archives."""
